import type { Invoice, InvoiceResolution, PendingInvoice } from "../../../shared/schemas/invoice.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { ownerOf } from "../issuers.ts";
import { decide } from "./decide.ts";

const RESOLVED = { adopt: "adopted", release: "released" } as const;

/**
 * Says whose the comprobante is that ARCA holds under the number of an invoice that needs attention. To say the same twice is to say
 * it once.
 * @throws AppError `not_found`; `conflict` where the invoice needs no attention, or was resolved otherwise
 */
export async function resolveInvoice(ctx: Ctx, id: string, { action }: InvoiceResolution): Promise<Invoice | PendingInvoice> {
  requireScope(ctx, "invoices:write");
  return decide(ctx, id, {
    ask: (object) => object.resolve(ownerOf(ctx), id, { actor: ctx.actor, action }),
    against: "resolve_not_needed",
    isDone: ({ attention }) => attention?.resolution === RESOLVED[action],
  });
}
