import type { Problem } from "../../shared/errors.ts";
import { isArcaError, troubleOf } from "../arca/index.ts";
import { log } from "../platform/log.ts";
import { BooksWentBack } from "./books.ts";
import { heldSubmitters } from "./held-submitters.ts";
import type { Pauses } from "./pauses.ts";
import { MayLandYet } from "./pump.ts";
import type { Store } from "./store.ts";
import type { WakeUps } from "./wake-ups.ts";

interface Ports {
  readonly store: Pick<Store, "isIdle" | "markInDoubt">;
  readonly pauses: Pauses;
  readonly wakeUps: Pick<WakeUps, "noLaterThan">;
  /** Works a lane until nothing waits in it. Throws where it cannot go on. */
  readonly run: (lane: string) => Promise<void>;
  /** A moment in which others may come that go with the first; undefined: none. */
  readonly gather: (lane: string) => Promise<void> | undefined;
}

/** The lanes being worked. In memory: what a crash ends, the alarm begins again. */
export function openLanes({ store, pauses, wakeUps, run, gather }: Ports) {
  const working = new Map<string, Promise<void>>();
  let stopping = 0;
  /** Why the last run of a lane failed. */
  const troubles = new Map<string, Problem | null>();
  const held = heldSubmitters({
    pauses,
    now: Date.now,
    noted: (lane, error, until) => {
      log("warn", "lane.submitter.held", { lane, error });
      // Where storage fails the object ends, and the next one has the alarm that was set before.
      wakeUps.noLaterThan(until).catch(() => undefined);
    },
  });
  /** Is there nothing to be done now? */
  const isDone = (lane: string): boolean => store.isIdle(lane, held.in(lane));

  return {
    work,
    isWorking: (lane: string): boolean => working.has(lane),
    trouble: (lane: string): Problem | null => troubles.get(lane) ?? null,
    /** Those of a lane as whom ARCA cannot be called. */
    held,
    /** A lane in which nobody waits but those rests as long as the first of them; 0 for any other. */
    heldUntil: (lane: string): number => (isDone(lane) ? held.next(lane) : 0),
    /** Whether runs are to end where they next can. */
    isStopping: (): boolean => stopping > 0,
    /** Does something while no lane is being worked, without waiting until none has anything left to do. */
    async quiet<T>(doing: () => T | Promise<T>): Promise<T> {
      stopping += 1;
      try {
        await Promise.all(working.values());
        return await doing();
      } finally {
        stopping -= 1;
      }
    },
  };

  /**
   * One run per lane at a time. What arrives while a run is ending is looked at before the lane is left. A failed run is
   * nobody's error: the alarm comes back to it.
   */
  function work(lane: string): Promise<void> {
    const running = working.get(lane);
    if (running) return running;
    // The alarm is set for the end of the pause, or watches over what is unfinished.
    if (stopping > 0 || pauses.until(lane) > Date.now()) return Promise.resolve();
    const gathered = gather(lane);
    const under = (gathered ? gathered.then(() => run(lane)) : run(lane)).then(
      () => {
        working.delete(lane);
        troubles.delete(lane);
        pauses.done(lane);
        return isDone(lane) ? undefined : work(lane);
      },
      (error: unknown) => {
        working.delete(lane);
        troubles.set(lane, error instanceof BooksWentBack ? error.problem : troubleOf(error));
        store.markInDoubt(lane);
        log("warn", "lane.run.failed", { lane, error });
        return rest(lane, error);
      },
    );
    working.set(lane, under);
    return under;
  }

  /** Where the breaker let no call pass, back as soon as it may. */
  async function rest(lane: string, error: unknown): Promise<void> {
    const wanted = isArcaError(error) ? (error.retryAfterSeconds ?? 0) * 1_000 : 0;
    if (isArcaError(error) && error.code === "circuit_open") pauses.held(lane, Date.now(), wanted);
    else pauses.failed(lane, Date.now(), wanted, error instanceof MayLandYet ? error.forMs : undefined);
    await wakeUps.noLaterThan(pauses.until(lane));
  }
}

export type Lanes = ReturnType<typeof openLanes>;
