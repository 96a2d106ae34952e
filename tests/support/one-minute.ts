const MINUTE_MS = 60_000;

/** The runtime's brakes count by the clock's minutes: this waits for the next one where less than `ms` is left of it. */
export async function withinOneMinute(ms: number): Promise<void> {
  const left = MINUTE_MS - (Date.now() % MINUTE_MS);
  if (left < ms) await scheduler.wait(left);
}
