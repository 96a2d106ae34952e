/** Longest wait for company. */
const LINGER_MS = 15;
/** Clients whose invoices were settled together come back within that time, if they have more. */
const COMPANY_MS = 250;

/**
 * When to wait a moment for others, so that they go in one call. A lane that is being worked needs no wait: what comes meanwhile goes
 * next. One that is idle waits where several clients are here now, or were a moment ago. One client alone never waits.
 */
export function groupCommit(now: () => number) {
  let present = 0;
  const settled = new Map<string, number>();
  return {
    /** For as long as a client is here. */
    async attend<T>(work: () => Promise<T>): Promise<T> {
      present += 1;
      try {
        return await work();
      } finally {
        present -= 1;
      }
    },
    /** @param count invoices of one lane, by one answer */
    settled(lane: string, count: number): void {
      if (count > 1) settled.set(lane, now());
    },
    /** Undefined where nobody is to be waited for. */
    gather(lane: string): Promise<void> | undefined {
      const isExpected = present > 1 || now() - (settled.get(lane) ?? -Infinity) <= COMPANY_MS;
      return isExpected ? scheduler.wait(LINGER_MS) : undefined;
    },
  };
}
