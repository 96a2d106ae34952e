import type { InvoiceStatus } from "../../shared/schemas/invoice.ts";

const FINAL: ReadonlySet<InvoiceStatus | undefined> = new Set(["authorized", "rejected", "cancelled"]);

export const isFinal = (status: InvoiceStatus | undefined): boolean => FINAL.has(status);

interface Settled {
  readonly id: string;
  readonly status: InvoiceStatus;
}

/** Does ARCA have the next word on it? */
export const isUnderWay = (status: InvoiceStatus | undefined): boolean => status === "queued" || status === "sent";

/**
 * What is to leave for ARCA at the same moment gets this much of a start on those who have their answer: they take the floor, and many
 * of them come back with their next invoice. Without it the call of a busy lane stands behind all of that for a second.
 */
const HEAD_START_MS = 20;

/** Those who wait for an invoice to become final. Promises in memory: who waits when the object dies asks again. */
export function waiters() {
  const waiting = new Map<string, Set<() => void>>();
  return {
    async wait(id: string, atMostMs: number): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      const together = waiting.get(id) ?? new Set();
      waiting.set(id, together.add(resolve));
      const late = setTimeout(resolve, atMostMs);
      await promise;
      clearTimeout(late);
      together.delete(resolve);
      if (together.size === 0) waiting.delete(id);
    },
    /** @param isBusy more of the lane leaves for ARCA just now */
    release(outcomes: readonly Settled[], isBusy = false): void {
      if (isBusy) setTimeout(() => now(outcomes), HEAD_START_MS);
      else now(outcomes);
    },
  };

  function now(outcomes: readonly Settled[]): void {
    for (const { id, status } of outcomes) if (status !== "queued") for (const resolve of waiting.get(id) ?? []) resolve();
  }
}

export type Waiters = ReturnType<typeof waiters>;
