import { and, eq, inArray, or } from "drizzle-orm";
import { invoices } from "../../db/invoices.ts";
import { isFinal } from "../../issuer/index.ts";
import type { Ctx } from "../../platform/context.ts";
import { isOutage } from "../../platform/outage.ts";
import { refusal } from "../invoices/refusal.ts";
import { itemKey, type Outcome } from "./batch.ts";
import type { PendingItem } from "./batch-store.ts";
import { type Checked, isReady, type Ready } from "./check-item.ts";
import { failureOf, outcomeOf } from "./outcome-of.ts";

type Row = typeof invoices.$inferSelect;

/** An item that was looked at, with what came of that. */
export interface Looked {
  readonly item: PendingItem;
  readonly checked: Checked;
}

/** What Postgres says of some items: their issuers' objects forget what is over, and may lose all. */
interface Sorted {
  /** What became of them: issued before, failed, or by an external_id that is another invoice's. */
  readonly outcomes: readonly Outcome[];
  /** The others, to be handed over; unconfirmed, where Postgres did not answer. */
  readonly free: readonly Ready[];
}

/**
 * One round trip, whatever the number of items.
 * @throws where Postgres does not answer, and one of them would be called failed that an earlier try may have issued
 */
export async function recordedItems(ctx: Ctx, batchId: string, looked: readonly Looked[]): Promise<Sorted> {
  const doubtful = looked.filter(isDoubtful);
  try {
    const rows = doubtful.length === 0 ? [] : await read(ctx, batchId, doubtful);
    return sorted(batchId, looked, rows);
  } catch (error) {
    if (!isOutage(error) || doubtful.some(({ checked }) => !isReady(checked))) throw error;
    const { outcomes, free } = sorted(batchId, looked, []);
    return { outcomes, free: free.map((ready) => ({ ...ready, submission: { ...ready.submission, isUnconfirmed: true } })) };
  }
}

/** It may have been issued already: one that is to be handed over, or one that fails now and was handed over before. */
const isDoubtful = ({ item, checked }: Looked): boolean => isReady(checked) || (checked.status === "failed" && item.offeredTo !== null);

function read(ctx: Ctx, batchId: string, looked: readonly Looked[]): Promise<Row[]> {
  const issuers = [...new Set(looked.flatMap((one) => issuerOf(one)?.id ?? []))];
  const keys = looked.map(({ item }) => itemKey(batchId, item.index));
  const names = looked.flatMap(({ checked }) => (isReady(checked) ? (checked.submission.invoice.external_id ?? []) : []));
  const byKey = inArray(invoices.idempotencyKey, keys);
  const byName = and(inArray(invoices.externalId, names), eq(invoices.status, "authorized"));
  const where = and(inArray(invoices.issuerId, issuers), names.length === 0 ? byKey : or(byKey, byName));
  return ctx.db.list(invoices, where, (keys.length + names.length) * issuers.length);
}

function sorted(batchId: string, looked: readonly Looked[], rows: readonly Row[]): Sorted {
  const outcomes: Outcome[] = [];
  const free: Ready[] = [];
  for (const one of looked) {
    const known = isDoubtful(one) ? recorded(one, itemKey(batchId, one.item.index), rows) : undefined;
    if (known) outcomes.push(known);
    else if (isReady(one.checked)) free.push(one.checked);
    else outcomes.push(one.checked);
  }
  return { outcomes, free };
}

/** Of one that is not final, its object knows more. */
function recorded(one: Looked, key: string, rows: readonly Row[]): Outcome | undefined {
  const issuer = issuerOf(one);
  if (!issuer) return undefined;
  const { checked } = one;
  const mine = rows.filter(({ issuerId }) => issuerId === issuer.id);
  const earlier = mine.find(({ idempotencyKey, status }) => idempotencyKey === key && isFinal(status));
  if (earlier && isReady(checked) && earlier.bodyHash !== checked.submission.bodyHash) return failed(one, "idempotency_conflict");
  if (earlier) return outcomeOf(one.item.index, { invoice: earlier.document, findings: earlier.answer?.findings ?? [] }, issuer);
  if (!isReady(checked) || checked.submission.invoice.external_id === null) return undefined;
  const name = checked.submission.invoice.external_id;
  const isTaken = mine.some((row) => row.externalId === name && row.status === "authorized" && row.idempotencyKey !== key);
  return isTaken ? failed(one, "external_id_taken") : undefined;
}

const issuerOf = ({ item, checked }: Looked) => (isReady(checked) ? checked.issuer : item.offeredTo);

const failed = ({ item }: Looked, reason: "idempotency_conflict" | "external_id_taken"): Outcome => ({
  index: item.index,
  status: "failed",
  failure: failureOf(refusal({ reason })),
});
