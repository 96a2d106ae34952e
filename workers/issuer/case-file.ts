import type { Invoice } from "../../shared/schemas/invoice.ts";
import type { TimelineEntry } from "../../shared/schemas/timeline.ts";
import { type Attempt, AUTHORIZING, type Called, KEPT, keyOf } from "./calls.ts";
import type { Message } from "./lane.ts";
import type { Step } from "./steps.ts";

/** What is known of an invoice's way, apart from the calls. */
export interface Case {
  readonly invoice: Pick<Invoice, "status" | "number" | "cae" | "created_at">;
  readonly requestId: string;
  readonly rulesVersion: string;
  readonly attempts: readonly Attempt[];
  /** Attempts between the first `KEPT` and the others that are not remembered. */
  readonly attemptsLetGo: number;
  readonly steps: readonly Step[];
  readonly findings: readonly Message[];
  /** Milliseconds since the epoch; null while it waits. */
  readonly settledAt: number | null;
}

/** Calls that are shown, of very many: these first ones, and these last. */
const FIRST = 40;
const LAST = 60;

const iso = (ms: number): string => new Date(ms).toISOString();

/**
 * The case file of an invoice, in order. Of the calls of its lane it tells those that it was sent in, those that asked for a number
 * that it was sent with, and those that asked for the lane's last number while it waited.
 * @param calls of its lane, in order, from when it was accepted to when it was settled: at least its own
 * @param leftOut how many of its own are missing there, from the middle of very many
 */
export function caseFile(
  { invoice, requestId, rulesVersion, attempts, attemptsLetGo, steps, findings, settledAt }: Case,
  calls: readonly Called[],
  leftOut = 0,
): TimelineEntry[] {
  const numbers = new Map(attempts.map(([at, turn, number]) => [keyOf(at, turn), number]));
  const known = new Set(numbers.values());
  const mine = calls.filter((call) => {
    if (AUTHORIZING.has(call.operation)) return numbers.has(call.key);
    return inTime(call, invoice, settledAt) && (call.numbers === null || known.has(call.numbers.first));
  });
  return [
    { kind: "accepted", at: invoice.created_at, request_id: requestId, rules_version: rulesVersion },
    ...[...shortened(mine, numbers, attemptsLetGo + leftOut, invoice.created_at), ...steps].toSorted(
      (a, b) => Date.parse(a.at) - Date.parse(b.at),
    ),
    ...ending(invoice, findings, steps, settledAt),
  ];
}

export const inTime = ({ at }: Pick<Called, "at">, { created_at }: Case["invoice"], settledAt: number | null): boolean =>
  at >= Date.parse(created_at) && at <= (settledAt ?? Number.POSITIVE_INFINITY);

/** @param missing how many calls are not there, from the middle; `since`: when the first of them can have been made */
function shortened(calls: readonly Called[], numbers: ReadonlyMap<string, number>, missing: number, since: string): TimelineEntry[] {
  const isLong = calls.length > FIRST + LAST;
  if (!isLong && missing === 0) return withNumbers(calls, numbers);
  const from = isLong ? FIRST : afterFirst(calls, numbers);
  const to = isLong ? calls.length - LAST : from;
  const at = calls[isLong ? from : from - 1]?.at ?? Date.parse(since);
  return [
    ...withNumbers(calls.slice(0, from), numbers),
    { kind: "omitted", at: iso(at), count: to - from + missing },
    ...withNumbers(calls.slice(to), numbers),
  ];
}

/** Where attempts are missing: after the last of the first `KEPT`. */
function afterFirst(calls: readonly Called[], numbers: ReadonlyMap<string, number>): number {
  const last = [...numbers.keys()][KEPT - 1];
  return calls.findIndex(({ key }) => key === last) + 1;
}

/** A number is written down before the call that it goes in. */
function withNumbers(calls: readonly Called[], numbers: ReadonlyMap<string, number>): TimelineEntry[] {
  let before: number | undefined;
  return calls.flatMap((call): TimelineEntry[] => {
    const sent = numbers.get(call.key);
    const isNew = sent !== undefined && sent !== before;
    before = sent ?? before;
    return [...(isNew ? [{ kind: "numbered" as const, at: iso(call.at), number: sent }] : []), toEntry(call, sent)];
  });
}

const toEntry = ({ at, operation, ms, outcome, arcaCodes = [], ticket, numbers }: Called, sent: number | undefined): TimelineEntry => ({
  kind: "call",
  at: iso(at),
  operation,
  ms,
  outcome,
  arca_codes: [...arcaCodes],
  ticket,
  number: sent ?? numbers?.first ?? null,
  comprobantes: sent === undefined || !numbers ? null : numbers.last - numbers.first + 1,
});

function ending(
  { status, number, cae }: Case["invoice"],
  findings: readonly Message[],
  steps: readonly Step[],
  settledAt: number | null,
): TimelineEntry[] {
  if (settledAt === null) return [];
  const at = iso(settledAt);
  if (status === "authorized") return number === null || cae === null ? [] : [{ kind: "authorized", at, number, cae }];
  if (status === "rejected") return [{ kind: "rejected", at, arca_codes: findings.map(({ code }) => code) }];
  // Of one that a rebuild took back, no step is known.
  const isUntold = status === "needs_attention" && !steps.some(({ kind }) => kind === status);
  return status === "cancelled" || isUntold ? [{ kind: status, at }] : [];
}
