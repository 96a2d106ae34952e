/**
 * What ARCA's clock is ahead of ours, as far as its answers tell: not less than `low`, not more than `high`, milliseconds. Beyond the
 * offset that the sandbox lets its owner set.
 */
export interface Skew {
  readonly low: number;
  readonly high: number;
}

/** FchProceso has no fractions of a second. */
const RESOLUTION_MS = 999;

/**
 * What an answer tells: ARCA processed it between question and answer.
 * @param processedAt by ARCA's clock. @param call by ours
 */
export const skewOf = (processedAt: number, { from, until }: { from: number; until: number }): Skew => ({
  low: processedAt - until,
  high: processedAt + RESOLUTION_MS - from,
});

/** Each answer narrows it. One that contradicts what was known says that a clock has been set: it alone counts. */
export function narrow(known: Skew | undefined, seen: Skew): Skew {
  if (!known) return seen;
  const both = { low: Math.max(known.low, seen.low), high: Math.min(known.high, seen.high) };
  return both.low <= both.high ? both : seen;
}
