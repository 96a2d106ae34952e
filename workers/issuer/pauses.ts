const FIRST_MS = 2_000;
const MOST_MS = 60_000;

/** How long to leave alone what failed: each failure in a row doubles the pause. Memory only: a new object tries at once. */
export function pauses() {
  const failures = new Map<string, { readonly count: number; readonly until: number }>();
  return {
    /** @param atLeastMs as ARCA, or the breaker, asks for. @param atMostMs after which it is different */
    failed(what: string, now: number, atLeastMs = 0, atMostMs = MOST_MS): void {
      const count = (failures.get(what)?.count ?? 0) + 1;
      const pause = Math.min(atMostMs, MOST_MS, FIRST_MS * 2 ** (count - 1));
      failures.set(what, { count, until: now + Math.max(pause, atLeastMs) });
    },
    /** Nothing was tried: no failure of its own, but no use before then either. */
    held(what: string, now: number, forMs: number): void {
      failures.set(what, { count: failures.get(what)?.count ?? 0, until: now + forMs });
    },
    done(what: string): void {
      failures.delete(what);
    },
    /** Milliseconds since the epoch; 0 for what has not failed. */
    until: (what: string): number => failures.get(what)?.until ?? 0,
  };
}

export type Pauses = ReturnType<typeof pauses>;
