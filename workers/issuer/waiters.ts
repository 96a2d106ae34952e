import type { InvoiceStatus } from "../../shared/schemas/invoice.ts";
import type { Outcome } from "./lane.ts";

export const isFinal = (status: InvoiceStatus | undefined): boolean => status === "authorized" || status === "rejected";

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
    release(outcomes: readonly Outcome[]): void {
      for (const { id, status } of outcomes) if (status !== "queued") for (const resolve of waiting.get(id) ?? []) resolve();
    },
  };
}
