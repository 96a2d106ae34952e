const WAKE_MS = 2_000;
/** One that is so late is either waiting for its own handler to end, or will never come: set anew it does no harm. */
const OVERDUE_MS = 10_000;

/** The object's one alarm: what brings it back to what a crash, an eviction or a failure left undone. */
export function wakeUps(storage: DurableObjectStorage) {
  let isWatching = false;
  return {
    /** Set before the row it watches over exists: no accepted invoice is ever without a wake-up. */
    arm,
    /** The same for what is written in a transaction, which cannot wait: however much it writes, it asks once. */
    watch(this: void): void {
      if (isWatching) return;
      isWatching = true;
      // Where storage fails the object ends, and the next one has the alarm that was set before.
      const done = () => void (isWatching = false);
      arm().then(done, done);
    },
    /** First thing in the alarm's handler: one that throws cannot end the retries. */
    rearm: (): Promise<void> => storage.setAlarm(Date.now() + WAKE_MS),
    /** Last thing in it: back when the first of these may be tried. */
    at: (...times: readonly number[]): Promise<void> => set(Math.min(...times)),
    async noLaterThan(time: number): Promise<void> {
      if (time < ((await storage.getAlarm()) ?? Infinity)) await set(time);
    },
    /** Milliseconds since the epoch; 0 if none is set. */
    next: async (): Promise<number> => (await storage.getAlarm()) ?? 0,
  };

  /** @param time milliseconds since the epoch; 0, or any that is over: at once. Storage itself refuses 0. */
  function set(time: number): Promise<void> {
    return storage.setAlarm(Math.max(Date.now() + 1, time));
  }

  async function arm(): Promise<void> {
    const earlier = await storage.getAlarm();
    if (earlier === null || earlier < Date.now() - OVERDUE_MS) await storage.setAlarm(Date.now() + WAKE_MS);
  }
}

export type WakeUps = ReturnType<typeof wakeUps>;
