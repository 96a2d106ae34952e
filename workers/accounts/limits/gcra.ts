/** So many in a window of seconds, after a burst of so many at once. */
interface Rate {
  readonly limit: number;
  readonly window: number;
  readonly burst: number;
}

/** An hour of the usual size never meets the guard. */
const USUAL_RATE = 100;
const BURST_S = 10;

/**
 * Beside the hourly windows: a key whose hour is larger than usual may not use it up in an instant, but for ten seconds at twice the
 * pace that its hour would last at. @param hour what the key may take in one
 */
export function burstOf(hour: number): Rate {
  const limit = Math.max(USUAL_RATE, hour / 1800);
  return { limit, window: 1, burst: limit * BURST_S };
}

/**
 * Generic cell rate algorithm: one number, the theoretical arrival time, is all its state. It admits its burst and what flows in
 * meanwhile; for an exact count there are windows.
 * @param tat milliseconds since the epoch; 0 at the beginning
 * @returns `retryAfter` in seconds
 */
export function gcra(
  tat: number,
  now: number,
  { limit, window, burst }: Rate,
  cost: number,
): { readonly tat: number; readonly ok: boolean; readonly retryAfter: number } {
  const step = (window * 1000) / limit;
  const next = Math.max(tat, now) + step * cost;
  const at = next - step * burst;
  return now >= at ? { tat: next, ok: true, retryAfter: 0 } : { tat, ok: false, retryAfter: Math.max(1, Math.ceil((at - now) / 1000)) };
}

/** How many it would admit now, at once. */
export function roomIn(tat: number, now: number, { limit, window, burst }: Rate): number {
  const step = (window * 1000) / limit;
  return Math.floor((step * burst - (Math.max(tat, now) - now)) / step);
}
