import { eq } from "drizzle-orm";
import { AppError } from "../../../shared/errors.ts";
import { idPattern, madeAt } from "../../../shared/ids.ts";
import type { Invoice, PendingInvoice } from "../../../shared/schemas/invoice.ts";
import { invoices } from "../../db/invoices.ts";
import { issuers } from "../../db/issuers.ts";
import type { Entry } from "../../issuer/index.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { allIssuers, issuerObject, ownerOf } from "../issuers.ts";
import { shown } from "./shown.ts";

const INVOICE_ID = idPattern("inv");
/** An invoice that Postgres does not know after that long is none: no object is woken for an id that somebody made up. */
const UNHEARD_MS = 86_400_000;

/**
 * A final invoice comes from Postgres. One that is not final there, or has not reached it yet, is asked of its issuer's object,
 * which is ahead of Postgres: what was just written is always found.
 * @throws AppError `not_found`, also for another organization's invoice and for the other mode's
 */
export async function getInvoice(ctx: Ctx, id: string): Promise<Invoice | PendingInvoice> {
  requireScope(ctx, "invoices:read");
  if (!INVOICE_ID.test(id)) throw new AppError("not_found", { param: "id" });
  const row = await ctx.db.get(invoices, id);
  if (row && (row.status === "authorized" || row.status === "rejected")) return row.document;
  const age = ctx.now().getTime() - madeAt(id);
  if (!row && (age < 0 || age > UNHEARD_MS)) throw new AppError("not_found", { param: "id" });
  const entry = await findInObjects(ctx, id, row?.issuerId);
  if (entry) return shown(entry);
  if (!row) throw new AppError("not_found", { param: "id" });
  return shown({ invoice: row.document, nextAttemptAt: null, trouble: null });
}

async function findInObjects(ctx: Ctx, id: string, issuerId: string | undefined): Promise<Entry | undefined> {
  const candidates = await allIssuers(ctx, issuerId === undefined ? undefined : eq(issuers.id, issuerId));
  const answers = await Promise.all(candidates.map((issuer) => issuerObject(ctx, issuer).find(ownerOf(ctx), id)));
  return answers.find((entry) => entry !== undefined);
}
