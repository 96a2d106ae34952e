import { expect, vi } from "vitest";
import type { Api } from "./organization.ts";

/** A sale to a consumidor final. */
export const sale = (price: string, more: object = {}) => ({ items: [{ description: "Pan", unit_price: price }], ...more });

interface BatchItem {
  readonly index: number;
  readonly status: string;
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly invoice: any;
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly error: any;
}

export const sendBatch = (api: Api, invoices: unknown, key?: string) =>
  api.post("/v1/invoices/batch", { invoices }, key === undefined ? {} : { "idempotency-key": key });

export async function batchOf(api: Pick<Api, "get">, id: string) {
  const { body } = await api.get(`/v1/invoices/batches/${id}`);
  return body as { status: string; counts: Record<string, number>; items: BatchItem[]; completed_at: string };
}

/** The batch once nothing of it waits. */
export const endedBatch = (api: Pick<Api, "get">, id: string, timeout = 45_000) =>
  vi.waitFor(
    async () => {
      const batch = await batchOf(api, id);
      expect(batch.status).toBe("completed");
      return batch;
    },
    { timeout, interval: 300 },
  );
