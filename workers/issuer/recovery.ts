import type { Lanes } from "./lanes.ts";
import type { Ledger } from "./ledger.ts";
import type { Outbox } from "./outbox.ts";
import type { Pauses } from "./pauses.ts";
import { OUTBOX, type Publisher } from "./publisher.ts";
import type { Store } from "./store.ts";
import type { WakeUps } from "./wake-ups.ts";

/** How often the alarm looks after what is being worked on. */
const WATCH_MS = 5_000;

interface Ports {
  readonly store: Pick<Store, "unfinishedLanes">;
  readonly outbox: Pick<Outbox, "isEmpty">;
  readonly ledger: Pick<Ledger, "ready" | "isAlarmNeeded">;
  readonly pauses: Pick<Pauses, "until">;
  readonly wakeUps: Pick<WakeUps, "arm" | "rearm" | "at">;
  readonly lanes: Pick<Lanes, "work">;
  readonly publisher: Pick<Publisher, "publish">;
}

/** Sees to it that whatever an object has begun is ended, however often it dies of it. */
export function recovery(ctx: Pick<DurableObjectState, "waitUntil">, ports: Ports) {
  const { store, outbox, ledger, pauses, wakeUps, lanes, publisher } = ports;

  return {
    /**
     * Nothing changes without a wake-up that watches over it, or in a storage that has yet to learn what an earlier one knew. That may
     * take longer than the first alarm: one is set again right before the change.
     *
     * @throws AppError `unavailable`
     */
    async begin(): Promise<void> {
      await wakeUps.arm();
      await ledger.ready();
      await wakeUps.arm();
    },
    /** The alarm's handler. It waits for nothing that it begins: a lane may never rest, and others want to be tried again. */
    async run(): Promise<void> {
      if (!ledger.isAlarmNeeded(unfinished())) return;
      await wakeUps.rearm();
      await ledger.ready();
      const left = unfinished();
      for (const what of left.filter((one) => pauses.until(one) <= Date.now())) ctx.waitUntil(work(what));
      const soon = Date.now() + WATCH_MS;
      const next = left.map((what) => (pauses.until(what) > Date.now() ? pauses.until(what) : soon));
      if (next.length > 0) await wakeUps.at(...next);
    },
  };

  /** Lanes with invoices that are not final, and Postgres where it has not heard of all. */
  function unfinished(): string[] {
    return [...store.unfinishedLanes(), ...(outbox.isEmpty() ? [] : [OUTBOX])];
  }

  function work(what: string): Promise<void> {
    return what === OUTBOX ? publisher.publish() : lanes.work(what);
  }
}
