import { inArray } from "drizzle-orm";
import { invoices } from "../../db/invoices.ts";
import { type Entry, issuerObjectName } from "../../issuer/index.ts";
import type { Ctx } from "../../platform/context.ts";
import { issuerObject, ownerOf } from "../issuers.ts";
import type { Outcome } from "./batch.ts";
import type { BatchStore, OpenItem } from "./batch-store.ts";
import { outcomeOf } from "./outcome-of.ts";

/**
 * Learns from the issuers what became of what they were handed.
 * @returns whether there was anything new
 */
export async function followBatch(ctx: Ctx, store: BatchStore): Promise<boolean> {
  const groups = [...Map.groupBy(store.open(), ({ issuer }) => issuerObjectName(issuer, ctx)).values()];
  const outcomes = (await Promise.all(groups.map((group) => ask(ctx, group)))).flat();
  store.record(outcomes);
  return outcomes.length > 0;
}

/** Those that are no longer what they were. */
async function ask(ctx: Ctx, group: readonly OpenItem[]): Promise<Outcome[]> {
  const [first] = group;
  if (!first) return [];
  const ids = group.map(({ invoice }) => invoice.id);
  const entries = await issuerObject(ctx, first.issuer).findMany(ownerOf(ctx), ids);
  const byId = new Map<string, Pick<Entry, "invoice" | "findings">>(entries.map((entry) => [entry.invoice.id, entry]));
  const forgotten = ids.filter((id) => !byId.has(id));
  for (const [id, entry] of forgotten.length > 0 ? await recorded(ctx, forgotten) : []) byId.set(id, entry);
  return group.flatMap(({ index, invoice, issuer }): Outcome[] => {
    const entry = byId.get(invoice.id);
    if (!entry) return [{ index, status: "failed", failure: { code: "not_found", param: "id" } }];
    return entry.invoice.status === invoice.status ? [] : [outcomeOf(index, entry, issuer)];
  });
}

/** The end of those that an object has forgotten. One that Postgres does not know either was issued in a sandbox that is no more. */
async function recorded(ctx: Ctx, ids: readonly string[]): Promise<[string, Pick<Entry, "invoice" | "findings">][]> {
  const rows = await ctx.db.list(invoices, inArray(invoices.id, [...ids]), ids.length);
  return rows.map(({ id, document, answer }) => [id, { invoice: document, findings: answer?.findings ?? [] }]);
}
