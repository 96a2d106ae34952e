/**
 * Circuit breaker of one of ARCA's services. Pure: no clock, no storage. `since`: when it came to be so (milliseconds since 1970);
 * that of a half-open one is when it opened. `failures`: in a row, of one that is not closed those that opened it.
 */
export type Breaker =
  | { readonly status: "closed"; readonly since: number; readonly failures: number }
  | { readonly status: "open"; readonly since: number; readonly failures: number; readonly attempt: number; readonly retryAt: number }
  | { readonly status: "half_open"; readonly since: number; readonly failures: number; readonly attempt: number; readonly retryAt: number };

/** What a caller may do now. `probe`: call Dummy, and report what came of it; nobody else may until `retryAt`. */
export type Permit = { readonly go: "call" | "probe" } | { readonly go: "wait"; readonly retryAt: number };

export interface Pauses {
  readonly first: number;
  readonly longest: number;
}

/** Failures in a row, of transport: what ARCA answers, be it an error, is none. */
const THRESHOLD = 5;
/** A probe that has brought nothing by then is given up: longer than a call may take. */
const PROBE_MS = 45_000;
/** While another is probing: soon something will be known. */
const PROBING_MS = 1_000;

export const closedBreaker = (now: number): Breaker => ({ status: "closed", since: now, failures: 0 });

/** A call ended: with an answer of ARCA's, or without. */
export function afterCall(breaker: Breaker, answered: boolean, now: number, pauses: Pauses): Breaker {
  if (breaker.status === "closed") {
    const failures = answered ? 0 : breaker.failures + 1;
    return failures < THRESHOLD
      ? { ...breaker, failures }
      : { status: "open", since: now, failures, attempt: 0, retryAt: now + pauseOf(0, pauses) };
  }
  if (answered) return closedBreaker(now);
  // A call that was under way when it opened says nothing new.
  if (breaker.status === "open") return breaker;
  const attempt = breaker.attempt + 1;
  return { ...breaker, status: "open", attempt, retryAt: now + pauseOf(attempt, pauses) };
}

/** Once the pause is over, one caller probes while the others go on waiting. */
export function permitCall(breaker: Breaker, now: number): { readonly breaker: Breaker; readonly permit: Permit } {
  if (breaker.status === "closed") return { breaker, permit: { go: "call" } };
  if (now < breaker.retryAt) {
    const retryAt = breaker.status === "open" ? breaker.retryAt : Math.min(breaker.retryAt, now + PROBING_MS);
    return { breaker, permit: { go: "wait", retryAt } };
  }
  return { breaker: { ...breaker, status: "half_open", retryAt: now + PROBE_MS }, permit: { go: "probe" } };
}

const pauseOf = (attempt: number, { first, longest }: Pauses): number => Math.min(longest, first * 2 ** attempt);
