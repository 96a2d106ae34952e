import type { Problem } from "../../shared/errors.ts";
import { isArcaError, troubleOf } from "../arca/index.ts";
import type { Pauses } from "./pauses.ts";

interface Ports {
  readonly pauses: Pick<Pauses, "failed" | "done" | "until">;
  readonly now: () => number;
  /** Told of each failure. */
  readonly noted: (lane: string, error: unknown, until: number) => void;
}

/**
 * Those as whom ARCA cannot be called in a lane just now, each with why and until when he is left alone. Nobody else waits for them.
 * In memory, as the pauses are: a new object tries at once.
 */
export function heldSubmitters({ pauses, now, noted }: Ports) {
  const lanes = new Map<string, Map<string, Problem | null>>();
  const until = (lane: string, submitter: string): number => (lanes.get(lane)?.has(submitter) ? pauses.until(pauseOf(lane, submitter)) : 0);

  return {
    until,
    /** Whose invoices are not to be numbered now. */
    in: (lane: string): string[] => [...(lanes.get(lane)?.keys() ?? [])].filter((submitter) => until(lane, submitter) > now()),
    hold(lane: string, submitter: string, error: unknown): void {
      const wanted = isArcaError(error) ? (error.retryAfterSeconds ?? 0) * 1_000 : 0;
      pauses.failed(pauseOf(lane, submitter), now(), wanted);
      const held = lanes.get(lane) ?? new Map<string, Problem | null>();
      lanes.set(lane, held.set(submitter, troubleOf(error)));
      noted(lane, error, until(lane, submitter));
    },
    /** ARCA has answered him. */
    release(lane: string, submitter: string): void {
      if (!lanes.get(lane)?.delete(submitter)) return;
      pauses.done(pauseOf(lane, submitter));
    },
    /** Undefined: he is not held. */
    trouble: (lane: string, submitter: string): Problem | null | undefined => lanes.get(lane)?.get(submitter),
    /** When the first of them may be tried again; 0 where none is held. */
    next(lane: string): number {
      const times = [...(lanes.get(lane)?.keys() ?? [])].map((submitter) => until(lane, submitter));
      return times.length === 0 ? 0 : Math.min(...times);
    },
  };
}

const pauseOf = (lane: string, submitter: string): string => `${lane} ${submitter}`;

export type HeldSubmitters = ReturnType<typeof heldSubmitters>;
