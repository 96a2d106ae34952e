import type { BudgetName, Demand, Grant } from "../../platform/key-meter.ts";
import { burstOf, gcra, roomIn } from "./gcra.ts";

export const WINDOW_MS = 3_600_000;

/** A fixed window: it begins with the first take after the one before has ended. */
interface Window {
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly taken: number;
}

/** All that one key has used up. Held by the object of that key alone, so that what it grants is exact. */
export interface Meter {
  readonly windows: Readonly<Partial<Record<BudgetName, Window>>>;
  /** Of the burst guard: see gcra.ts. */
  readonly tat: number;
}

export const EMPTY_METER: Meter = { windows: {}, tat: 0 };

/** Takes all, or with `partial` as much as there is, or nothing; what is refused costs nothing. */
export function take(
  meter: Meter,
  { budget, units, limit, partial }: Demand,
  now: number,
): { readonly meter: Meter; readonly grant: Grant } {
  const window = current(meter.windows[budget], now);
  const left = Math.max(0, limit - window.taken);
  const rate = burstOf(limit);
  const wanted = partial ? Math.min(units, left, Math.max(1, roomIn(meter.tat, now, rate))) : units;
  const reset = Math.ceil((window.start + WINDOW_MS - now) / 1000);
  if (wanted > left || wanted === 0) return { meter, grant: { units: 0, remaining: left, reset, retryAfter: Math.max(1, reset) } };
  const guard = gcra(meter.tat, now, rate, wanted);
  if (!guard.ok) return { meter, grant: { units: 0, remaining: left, reset, retryAfter: guard.retryAfter } };
  const windows = { ...meter.windows, [budget]: { start: window.start, taken: window.taken + wanted } };
  return { meter: { windows, tat: guard.tat }, grant: { units: wanted, remaining: left - wanted, reset, retryAfter: 0 } };
}

const current = (window: Window | undefined, now: number): Window =>
  window && now < window.start + WINDOW_MS ? window : { start: now, taken: 0 };
