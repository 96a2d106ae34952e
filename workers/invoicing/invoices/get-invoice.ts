import { eq } from "drizzle-orm";
import { AppError } from "../../../shared/errors.ts";
import { idPattern, madeAt } from "../../../shared/ids.ts";
import type { Invoice, PendingInvoice } from "../../../shared/schemas/invoice.ts";
import { invoices } from "../../db/invoices.ts";
import { issuers } from "../../db/issuers.ts";
import { type Entry, isFinal } from "../../issuer/index.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import type { KnownIssuer } from "../../platform/key-memory.ts";
import { isOutage } from "../../platform/outage.ts";
import { allIssuers, askObjects, ownerOf } from "../issuers.ts";
import { shown } from "./shown.ts";

const INVOICE_ID = idPattern("inv");
/**
 * An invoice that Postgres does not know after that long, which is longer than it is ever away, is none: no object is woken for an
 * id that somebody made up.
 */
const UNHEARD_MS = 35 * 86_400_000;

/**
 * A final invoice comes from Postgres. One that is not final there, or has not reached it yet, is asked of its issuer's object,
 * which is ahead of Postgres: what was just written is always found. So is, while Postgres does not answer, what the key's issuers
 * still hold.
 * @throws AppError `not_found`, also for another organization's invoice and for the other mode's
 */
export async function getInvoice(ctx: Ctx, id: string): Promise<Invoice | PendingInvoice> {
  requireScope(ctx, "invoices:read");
  if (!INVOICE_ID.test(id)) throw new AppError("not_found", { param: "id" });
  try {
    return await look(ctx, id);
  } catch (error) {
    const entry = isOutage(error) ? await findIn(ctx, await ctx.keyMemory.issuers(), id) : undefined;
    if (!entry) throw error;
    return shown(entry);
  }
}

async function look(ctx: Ctx, id: string): Promise<Invoice | PendingInvoice> {
  const row = await ctx.db.get(invoices, id);
  if (row && isFinal(row.status)) return row.document;
  const age = ctx.now().getTime() - madeAt(id);
  if (!row && (age < 0 || age > UNHEARD_MS)) throw new AppError("not_found", { param: "id" });
  const candidates = await allIssuers(ctx, row && eq(issuers.id, row.issuerId));
  const entry = await findIn(ctx, candidates, id);
  if (entry) return shown(entry);
  if (!row) throw new AppError("not_found", { param: "id" });
  return shown({ invoice: row.document, nextAttemptAt: null, trouble: null });
}

const findIn = (ctx: Ctx, candidates: readonly KnownIssuer[], id: string): Promise<Entry | undefined> =>
  askObjects(ctx, candidates, (object) => object.find(ownerOf(ctx), id));
