import { eq } from "drizzle-orm";
import { AppError } from "../../../shared/errors.ts";
import { invoices } from "../../db/invoices.ts";
import { type EarlierInvoice, type InvoicingFacts, MOST_ISSUERS } from "../../db/invoicing-facts.ts";
import { isFinal } from "../../issuer/index.ts";
import type { Ctx } from "../../platform/context.ts";
import { saidByArca } from "../rules/index.ts";
import type { IssueResult } from "./issue-result.ts";
import { shown } from "./shown.ts";

type Found = Pick<InvoicingFacts, "byKey" | "authorizedByExternalId">;

/** By what an invoice is known to whoever sends it. */
export interface Names {
  readonly key?: string | undefined;
  readonly externalId?: string | undefined;
}

/**
 * Invoices of that issuer by those names, as far as Postgres tells the end of them. Their object may have forgotten them; of all
 * others it knows more than Postgres does.
 */
export interface Earlier {
  readonly byKey: EarlierInvoice | undefined;
  readonly byExternalId: EarlierInvoice | undefined;
}

export const NOTHING_EARLIER: Earlier = { byKey: undefined, byExternalId: undefined };

/** Of the invoices that bear those names, those of that issuer. */
export function earlierOf({ byKey, authorizedByExternalId }: Found, issuerId: string): Earlier {
  const ended = (rows: readonly EarlierInvoice[] | null) => rows?.find((row) => row.issuerId === issuerId && isFinal(row.status));
  return { byKey: ended(byKey), byExternalId: ended(authorizedByExternalId) };
}

/**
 * What the request that a row is of was answered.
 * @throws AppError `idempotency_conflict` where it had another body
 */
export function repeated(row: EarlierInvoice, hash: string): IssueResult {
  if (row.bodyHash !== hash) throw new AppError("idempotency_conflict", { param: "Idempotency-Key" });
  const { document, answer } = row;
  const { findings = [], requestId = "", arca = { calls: 0, ms: 0 } } = answer ?? {};
  const problems = findings.map(saidByArca(document.type));
  return {
    invoice: shown({ invoice: document, nextAttemptAt: null, trouble: null }),
    replayed: true,
    arca,
    ...(document.status === "rejected" && { rejection: { problems, requestId } }),
  };
}

/** What a request with that key and the very same body brought, whatever the issuer. */
export async function repeatedByAny(ctx: Ctx, key: string, hash: string): Promise<IssueResult | undefined> {
  const rows = await ctx.db.list(invoices, eq(invoices.idempotencyKey, key), MOST_ISSUERS);
  const same = rows.find((row) => isFinal(row.status) && row.bodyHash === hash);
  return same && repeated(same, hash);
}
