import { log } from "../platform/log.ts";
import type { Pauses } from "./pauses.ts";
import type { WakeUps } from "./wake-ups.ts";

/** What stands for Postgres among the lanes that may have to rest. */
export const OUTBOX = "outbox";
/** Changes that end within this time of each other cross to Postgres together. */
const LINGER_MS = 25;

interface Ports {
  readonly pauses: Pauses;
  readonly wakeUps: Pick<WakeUps, "noLaterThan">;
  /** Sends what Postgres has not heard, until nothing is left or it is to stop. Throws where Postgres is away. */
  readonly publish: (isStopping: () => boolean) => Promise<void>;
  /** When something is due that was set aside; undefined where nothing is left. */
  readonly nextDue: () => number | undefined;
}

/** Tells Postgres, one message at a time; what fails is left to the alarm. */
export function publisher({ pauses, wakeUps, publish, nextDue }: Ports) {
  let publishing: Promise<void> | undefined;
  let isAway = false;
  let stopping = 0;
  const isStopping = () => stopping > 0;
  return {
    /** Where Postgres did not answer it is left alone for a while, however much happens meanwhile. */
    publish(): Promise<void> {
      if (isAway && pauses.until(OUTBOX) > Date.now()) return Promise.resolve();
      publishing ??= scheduler
        .wait(LINGER_MS)
        .then(() => publish(isStopping))
        .then(() => {
          isAway = false;
          pauses.done(OUTBOX);
          const due = nextDue();
          if (due !== undefined) pauses.held(OUTBOX, Date.now(), due - Date.now());
          return due;
        })
        .catch((error: unknown) => {
          isAway = true;
          pauses.failed(OUTBOX, Date.now());
          log("warn", "outbox.publish.failed", { error });
          return pauses.until(OUTBOX);
        })
        .then((again) => {
          publishing = undefined;
          // Due at once where it was to stop.
          return again === undefined ? undefined : wakeUps.noLaterThan(Math.max(again, Date.now()));
        });
      return publishing;
    },
    /** Does something while nothing is on its way to Postgres, without waiting until nothing is left to be told. */
    async quiet<T>(doing: () => T): Promise<T> {
      stopping += 1;
      try {
        await publishing;
        return doing();
      } finally {
        stopping -= 1;
      }
    },
  };
}

export type Publisher = ReturnType<typeof publisher>;
