import { BatchItemStatus } from "../../../shared/schemas/batch.ts";
import type { BatchCounts, BatchInvoice } from "../../../shared/schemas/batch.ts";
import type { KnownIssuer } from "../../platform/key-memory.ts";
import type { BatchView, Failure, Item, NewBatch, NewItem, Outcome, Sender } from "./batch.ts";

/** An item that waits to be handed to its issuer. */
export interface PendingItem {
  readonly index: number;
  /** An `InvoiceInput` in JSON. */
  readonly input: string;
  /** The issuer that an earlier try may have handed it to already. */
  readonly offeredTo: KnownIssuer | null;
  /** Tries that ended in a fault of ours. */
  readonly faults: number;
}

/** An item that its issuer has, and that may still change there. */
export interface OpenItem {
  readonly index: number;
  readonly invoice: BatchInvoice;
  readonly issuer: KnownIssuer;
}

const SCHEMA = [
  `CREATE TABLE IF NOT EXISTS batch (
    one INTEGER PRIMARY KEY CHECK (one = 1), sender TEXT NOT NULL, body_hash TEXT NOT NULL, created_at INTEGER NOT NULL, completed_at INTEGER)`,
  `CREATE TABLE IF NOT EXISTS items (
    position INTEGER PRIMARY KEY, status TEXT NOT NULL, input TEXT, issuer TEXT, faults INTEGER NOT NULL DEFAULT 0, invoice TEXT, failure TEXT)`,
] as const;

export type BatchStore = ReturnType<typeof openBatchStore>;

/**
 * Storage schema of the object, in which nothing is ever deleted but an item's input:
 *
 * | table | row                                                                           | written                                                              |
 * | ----- | ----------------------------------------------------------------------------- | -------------------------------------------------------------------- |
 * | batch | who sent it, hash of its body                                                 | before the caller hears of it                                        |
 * | items | position from 0; `input` until it is handed over; what became of it, in JSON | with the batch; `issuer` before it is handed over; with each outcome |
 */
export function openBatchStore(storage: DurableObjectStorage) {
  const { sql } = storage;
  const isThere = () => rows("SELECT 1 FROM sqlite_master WHERE name = 'batch'").length > 0;

  return {
    /** undefined where nobody has sent this batch: reading leaves no trace. */
    sent(): { readonly sender: Sender; readonly bodyHash: string } | undefined {
      const row = batchRow();
      return row && { sender: JSON.parse(row.sender) as Sender, bodyHash: row.body_hash };
    },
    take: ({ sender, bodyHash, items }: NewBatch, now: number): void =>
      storage.transactionSync(() => {
        for (const statement of SCHEMA) sql.exec(statement);
        sql.exec("INSERT INTO batch VALUES (1, ?, ?, ?, NULL)", JSON.stringify(sender), bodyHash, now);
        for (const [index, item] of items.entries()) insert(index, item);
      }),
    /** The first ones from that index on, up to that many and that many characters. */
    pending(limit: number, characters: number, from: number): PendingItem[] {
      const query = `SELECT position AS "index", input, issuer, faults FROM items WHERE status = 'pending' AND position >= ?
        ORDER BY position LIMIT ?`;
      let size = 0;
      return rows<{ index: number; input: string; issuer: string | null; faults: number }>(query, from, limit)
        .filter(({ input }, i) => (size += input.length) <= characters || i === 0)
        .map(({ issuer, ...row }) => ({ ...row, offeredTo: issuer === null ? null : (JSON.parse(issuer) as KnownIssuer) }));
    },
    /** Before they are handed over: whatever happens then, it is known where they may be. */
    offer: (offers: readonly { readonly index: number; readonly issuer: KnownIssuer }[]): void =>
      storage.transactionSync(() => {
        const query = "UPDATE items SET issuer = ? WHERE position = ? AND issuer IS NULL";
        for (const { index, issuer } of offers) sql.exec(query, JSON.stringify(issuer), index);
      }),
    countFault: (index: number): void => void sql.exec("UPDATE items SET faults = faults + 1 WHERE position = ?", index),
    record: (outcomes: readonly Outcome[]): void => storage.transactionSync(() => outcomes.forEach(settle)),
    /** Those that may change at their issuers: the waiting ones, and those that a person has to decide on. */
    open(): OpenItem[] {
      const query = `SELECT position AS "index", invoice, issuer FROM items WHERE status IN ('queued', 'sent', 'needs_attention') ORDER BY position`;
      return rows<{ index: number; invoice: string; issuer: string }>(query).map(({ index, invoice, issuer }) => ({
        index,
        invoice: JSON.parse(invoice) as BatchInvoice,
        issuer: JSON.parse(issuer) as KnownIssuer,
      }));
    },
    /** Does anything of it wait, here or at an issuer? */
    isWaiting: (): boolean => rows("SELECT 1 FROM items WHERE status IN ('pending', 'queued', 'sent') LIMIT 1").length > 0,
    complete: (now: number): void => void sql.exec("UPDATE batch SET completed_at = coalesce(completed_at, ?)", now),
    view(): BatchView {
      const row = batchRow();
      if (!row) throw new Error("a batch that was never sent");
      const { organizationId, mode, requestId } = JSON.parse(row.sender) as Sender;
      return {
        owner: { organizationId, mode },
        requestId,
        counts: counts(),
        createdAt: row.created_at,
        completedAt: row.completed_at,
      };
    },
    items(): Item[] {
      const query = 'SELECT position AS "index", status, invoice, failure FROM items ORDER BY position';
      return rows<{ index: number; status: BatchItemStatus; invoice: string | null; failure: string | null }>(query).map((row) => ({
        ...row,
        invoice: row.invoice === null ? null : (JSON.parse(row.invoice) as BatchInvoice),
        failure: row.failure === null ? null : (JSON.parse(row.failure) as Failure),
      }));
    },
  };

  function batchRow() {
    if (!isThere()) return undefined;
    return rows<{ sender: string; body_hash: string; created_at: number; completed_at: number | null }>("SELECT * FROM batch")[0];
  }

  function insert(index: number, item: NewItem): void {
    const query = "INSERT INTO items (position, status, input, failure) VALUES (?, ?, ?, ?)";
    if ("input" in item) sql.exec(query, index, "pending", item.input, null);
    else sql.exec(query, index, "failed", null, JSON.stringify(item.failure));
  }

  function settle(outcome: Outcome): void {
    const query = "UPDATE items SET status = ?, input = NULL, issuer = ?, invoice = ?, failure = ? WHERE position = ?";
    const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
    const { issuer, invoice } = "invoice" in outcome ? outcome : { issuer: null, invoice: null };
    sql.exec(query, outcome.status, json(issuer), json(invoice), json(outcome.failure), outcome.index);
  }

  function counts(): BatchCounts {
    const found = rows<{ status: BatchItemStatus; count: number }>("SELECT status, count(*) AS count FROM items GROUP BY status");
    const byStatus = new Map(found.map(({ status, count }) => [status, count]));
    const each = Object.fromEntries(BatchItemStatus.options.map((status) => [status, byStatus.get(status) ?? 0]));
    return { total: found.reduce((total, { count }) => total + count, 0), ...(each as Record<BatchItemStatus, number>) };
  }

  function rows<R>(query: string, ...params: SqlStorageValue[]): R[] {
    return sql.exec(query, ...params).toArray() as unknown as R[];
  }
}
