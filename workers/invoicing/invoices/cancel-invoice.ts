import type { Invoice, PendingInvoice } from "../../../shared/schemas/invoice.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { ownerOf } from "../issuers.ts";
import { decide } from "./decide.ts";

/**
 * Ends an invoice that has no number yet; its external_id is free again. To cancel it twice is to cancel it once.
 * @throws AppError `not_found`; `conflict` once it has a number
 */
export async function cancelInvoice(ctx: Ctx, id: string): Promise<Invoice | PendingInvoice> {
  requireScope(ctx, "invoices:write");
  return decide(ctx, id, {
    ask: (object) => object.cancel(ownerOf(ctx), id, ctx.actor),
    against: "cancel_not_queued",
    isDone: ({ status }) => status === "cancelled",
  });
}
