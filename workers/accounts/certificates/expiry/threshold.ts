const DAY_MS = 24 * 60 * 60_000;

/** Days before its end at which a certificate is told of. */
const THRESHOLDS = [60, 30, 7, 1] as const;

/** The first of them: nobody looks at a certificate before. */
export const FIRST_THRESHOLD = 60;

/**
 * At which threshold a certificate is to be told of now: the nearest one to its end that it has passed, unless that, or a nearer one,
 * was told. One that was first seen late is told of once, not for each that it missed.
 */
export function dueThreshold(expiresAt: Date, now: Date, told: readonly number[]): number | undefined {
  const left = exactDays(expiresAt, now);
  if (left <= 0) return undefined;
  const passed = THRESHOLDS.findLast((days) => left <= days);
  return passed === undefined || told.some((days) => days <= passed) ? undefined : passed;
}

/** Begun days count. */
export const daysLeft = (expiresAt: Date, now: Date): number => Math.ceil(exactDays(expiresAt, now));

const exactDays = (expiresAt: Date, now: Date): number => (expiresAt.getTime() - now.getTime()) / DAY_MS;
