import type { InvoiceStatus } from "../../shared/schemas/invoice.ts";
import type { TimelineEntry } from "../../shared/schemas/timeline.ts";
import type { InvoiceSubmission } from "../db/invoices.ts";
import type { Owner } from "../db/owner.ts";
import { type Attempt, type Called, type Calls, inOrder, keyOf, READINGS } from "./calls.ts";
import { caseFile, inTime } from "./case-file.ts";
import type { Step } from "./steps.ts";
import { STORED, type Stored, type StoredRow, toStored } from "./stored.ts";
import { isFinal } from "./waiters.ts";

/** An invoice with all that Postgres keeps of it. */
export interface Kept extends Stored {
  readonly issuerId: string;
  readonly lane: string;
  readonly idempotencyKey: string | null;
  readonly batchId: string | null;
  /** Null once it is final. */
  readonly submission: InvoiceSubmission | null;
  readonly rulesVersion: string;
  readonly attempts: readonly Attempt[];
  readonly attemptsLetGo: number;
  readonly steps: readonly Step[];
  /** Milliseconds since the epoch; null while it waits. */
  readonly settledAt: number | null;
  /** Characters of what is sent of it. */
  readonly size: number;
}

interface KeptRow extends StoredRow {
  issuer_id: string;
  lane: string;
  idempotency_key: string | null;
  batch_id: string | null;
  detail: string;
  fingerprint: string;
  actor: string;
  rules_version: string;
  redating: string | null;
  calls: string;
  calls_let_go: number;
  steps: string;
  settled_at: number | null;
}

/** How many characters of a case file one of the column `calls` becomes. */
const TIMELINE_OF_CALLS = 15;

const KEPT = `${STORED}, issuer_id, lane, idempotency_key, batch_id, detail, fingerprint, actor, rules_version, redating, calls, calls_let_go, steps, settled_at`;

/** What was done for an invoice, and how it stands. */
export interface CaseFile {
  readonly status: InvoiceStatus;
  readonly entries: readonly TimelineEntry[];
}

type CallsOf = Pick<Calls, "withKeys" | "readings" | "count">;

export type Records = ReturnType<typeof openRecords>;

/** Invoices as Postgres is to have them, and their case files. */
export function openRecords({ sql }: DurableObjectStorage, calls: CallsOf) {
  const read = (where: string, ...params: SqlStorageValue[]): Kept | undefined =>
    sql
      .exec<KeptRow>(`SELECT ${KEPT} FROM invoices WHERE ${where}`, ...params)
      .toArray()
      .map(toKept)[0];
  return {
    read: (id: string): Kept | undefined => read("id = ?", id),
    /** The case file of an invoice, if that owner has it. */
    timeline({ organizationId, mode }: Owner, id: string): CaseFile | undefined {
      const kept = read("id = ? AND organization_id = ? AND mode = ?", id, organizationId, mode);
      return kept && { status: kept.invoice.status, entries: timelines(calls, [kept])(kept) };
    },
  };
}

/**
 * Case files of several invoices. Those of a lane mostly share their calls, which are read once: not all that the lane made, but those
 * that they were sent in, and what was asked of their numbers.
 */
export function timelines(calls: CallsOf, all: readonly Kept[]): (kept: Kept) => TimelineEntry[] {
  const byLane = new Map([...Map.groupBy(all, ({ lane }) => lane)].map(([lane, some]) => [lane, sharedBy(lane, some)]));
  return (kept) => byLane.get(kept.lane)?.(kept) ?? caseFile(kept, []);

  function sharedBy(lane: string, some: readonly Kept[]): (kept: Kept) => TimelineEntry[] {
    const made = new Map(some.flatMap(({ attempts }) => attempts.map(([at, turn]) => [keyOf(at, turn), [at, turn]] as const)));
    const sent = calls.withKeys(lane, [...made.values()]);
    const read = readingsOf(lane, some);
    const together = [...sent, ...read].toSorted(inOrder);
    if (read.length < READINGS) return (kept) => caseFile(kept, together);
    // Some may be left out that one of them alone has room for.
    return (kept) => {
      const its = readingsOf(lane, [kept]);
      return caseFile(kept, [...sent, ...its].toSorted(inOrder), leftOut(lane, kept, its));
    };
  }

  function leftOut(lane: string, { invoice, attempts, settledAt }: Kept, its: readonly Called[]): number {
    if (its.length < READINGS) return 0;
    const numbers = new Set(attempts.map(([, , number]) => number));
    const made = calls.count(lane, Date.parse(invoice.created_at), settledAt ?? Number.MAX_SAFE_INTEGER, [...numbers]);
    return made - its.filter((call) => inTime(call, invoice, settledAt)).length;
  }

  function readingsOf(lane: string, some: readonly Kept[]): Called[] {
    // An attempt may have begun, by the clock of the object, before the request was stamped by another machine's.
    const begun = some.flatMap(({ invoice, attempts }) => [Date.parse(invoice.created_at), ...attempts.slice(0, 1).map(([at]) => at)]);
    const settled = some.map(({ settledAt }) => settledAt ?? Number.MAX_SAFE_INTEGER);
    const numbers = new Set(some.flatMap(({ attempts }) => attempts.map(([, , number]) => number)));
    return calls.readings(lane, Math.min(...begun), Math.max(...settled), [...numbers]);
  }
}

/** The casts are safe: the store alone writes these columns. */
const toKept = (row: KeptRow): Kept => ({
  ...toStored(row),
  issuerId: row.issuer_id,
  lane: row.lane,
  idempotencyKey: row.idempotency_key,
  batchId: row.batch_id,
  rulesVersion: row.rules_version,
  attempts: JSON.parse(row.calls) as Attempt[],
  attemptsLetGo: row.calls_let_go,
  steps: JSON.parse(row.steps) as Step[],
  settledAt: row.settled_at,
  size: row.document.length + row.detail.length + row.steps.length + row.calls.length * TIMELINE_OF_CALLS,
  submission: isFinal(row.status) ? null : toSubmission(row),
});

const toSubmission = (row: KeptRow): InvoiceSubmission => ({
  detail: JSON.parse(row.detail) as InvoiceSubmission["detail"],
  fingerprint: row.fingerprint,
  actor: row.actor,
  requestId: row.request_id,
  rulesVersion: row.rules_version,
  number: row.number,
  redating: row.redating === null ? null : (JSON.parse(row.redating) as string[]),
});
