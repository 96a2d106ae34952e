import { eq } from "drizzle-orm";
import { AppError } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import { problem, type ProblemCode } from "../../../shared/problems.ts";
import type { Invoice, PendingInvoice } from "../../../shared/schemas/invoice.ts";
import { invoices } from "../../db/invoices.ts";
import { issuers } from "../../db/issuers.ts";
import type { Entry, Refused } from "../../issuer/index.ts";
import type { Ctx } from "../../platform/context.ts";
import type { KnownIssuer } from "../../platform/key-memory.ts";
import { isOutage } from "../../platform/outage.ts";
import { allIssuers, askObjects, type issuerObject } from "../issuers.ts";
import { shown } from "./shown.ts";

const INVOICE_ID = idPattern("inv");

interface Decision {
  /** Asks the object of one issuer; undefined where it does not hold the invoice. */
  readonly ask: (object: ReturnType<typeof issuerObject>) => Promise<Entry | Refused | undefined>;
  /** Why a status does not allow it. */
  readonly against: ProblemCode;
  /** Was it done before, of one that the object has forgotten? */
  readonly isDone: (invoice: Invoice) => boolean;
}

interface Known {
  readonly row: typeof invoices.$inferSelect | undefined;
  readonly candidates: readonly KnownIssuer[];
  /** Why Postgres did not say. */
  readonly outage?: unknown;
}

/**
 * Has the object of its issuer decide of an invoice. What the object has forgotten is final, and Postgres knows how. While Postgres does
 * not answer, the objects of the key's issuers are asked: whoever wants it out of the queue wants that now.
 * @throws AppError `not_found`; `conflict` where its status does not allow it
 */
export async function decide(ctx: Ctx, id: string, { ask, against, isDone }: Decision): Promise<Invoice | PendingInvoice> {
  if (!INVOICE_ID.test(id)) throw new AppError("not_found", { param: "id" });
  const { row, candidates, outage } = await look(ctx, id);
  const answer = await askObjects(ctx, candidates, ask);
  if (!answer && outage !== undefined) throw outage;
  if (!answer && !row) throw new AppError("not_found", { param: "id" });
  if (answer && "invoice" in answer) return shown(answer);
  const status = answer ? answer.refused : row?.status;
  if (!answer && row && isDone(row.document)) return row.document;
  throw new AppError("conflict", { problems: [problem(null, against, { status: status ?? "" })] });
}

async function look(ctx: Ctx, id: string): Promise<Known> {
  try {
    const row = await ctx.db.get(invoices, id);
    return { row, candidates: await allIssuers(ctx, row && eq(issuers.id, row.issuerId)) };
  } catch (outage) {
    if (!isOutage(outage)) throw outage;
    return { row: undefined, candidates: await ctx.keyMemory.issuers(), outage };
  }
}
