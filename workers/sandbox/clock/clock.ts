/** A tenant's test clock: it runs, ahead of the real one or behind it. */
export interface ClockState {
  readonly offsetMs: number;
  /** Grows with each change, so that a late message never undoes a newer one. */
  readonly version: number;
}

/** To the given instant, or on by so much. Milliseconds since 1970; milliseconds. */
export type ClockMove = { readonly to: number } | { readonly by: number };

/**
 * @param now of the real clock
 * @returns the clock after the move. Versions are times, so that they go on growing when the clock itself is forgotten.
 */
export function moveClock({ offsetMs, version }: ClockState, move: ClockMove, now: number): ClockState {
  return { offsetMs: "to" in move ? move.to - now : offsetMs + move.by, version: Math.max(version + 1, now) };
}

/** The real time again, as a newer clock. */
export const realTime = (clock: ClockState, now: number): ClockState => moveClock(clock, { to: now }, now);
