import type { ErrorCode, Problem } from "../../../shared/errors.ts";
import type { BatchCounts, BatchInvoice, BatchItemStatus } from "../../../shared/schemas/batch.ts";
import type { Invoice } from "../../../shared/schemas/invoice.ts";
import type { Owner } from "../../db/owner.ts";
import type { KnownIssuer } from "../../platform/key-memory.ts";

/** Why an item failed, or what ARCA rejected it for: what an `AppError` says, in a form that can be stored. */
export interface Failure {
  readonly code: ErrorCode;
  readonly param?: string;
  readonly problems?: readonly Problem[];
  readonly arca?: readonly Problem[];
}

/** An item as it arrives: an `InvoiceInput` in JSON, or what is wrong with its form. */
export type NewItem = { readonly input: string } | { readonly failure: Failure };

/** Whose batch it is, and who sent it: in that name its invoices are issued. */
export interface Sender extends Owner {
  /** Id of the API key, or of the user. */
  readonly actor: string;
  readonly scopes: readonly string[];
  /** Of the key, if it was one. */
  readonly keyHash: string | null;
  readonly requestId: string;
}

export interface NewBatch {
  readonly sender: Sender;
  /** Of all items, in their order. */
  readonly bodyHash: string;
  readonly items: readonly NewItem[];
}

/** An item with what became of it. */
export interface Item {
  readonly index: number;
  readonly status: BatchItemStatus;
  readonly invoice: BatchInvoice | null;
  readonly failure: Failure | null;
}

export interface BatchView {
  readonly owner: Owner;
  readonly requestId: string;
  readonly counts: BatchCounts;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly completedAt: number | null;
}

export type BatchWithItemsView = BatchView & { readonly items: readonly Item[] };

export type Started =
  | { readonly outcome: "accepted"; readonly replayed: boolean; readonly batch: BatchView }
  | { readonly outcome: "refused"; readonly reason: "idempotency_conflict" };

/** What became of an item; of one that its issuer has, with where to ask for it. */
export type Outcome =
  | { readonly index: number; readonly status: "failed"; readonly failure: Failure }
  | {
      readonly index: number;
      readonly status: Invoice["status"];
      readonly invoice: BatchInvoice;
      readonly issuer: KnownIssuer;
      readonly failure: Failure | null;
    };

/** The key under which the item's invoice is known to its issuer: handed over twice, it is one invoice. */
export const itemKey = (batchId: string, index: number): string => `batch:${batchId}:${index}`;

export const summaryOf = (invoice: Invoice): BatchInvoice => ({
  id: invoice.id,
  object: invoice.object,
  status: invoice.status,
  issuer: invoice.issuer,
  type: invoice.type,
  type_code: invoice.type_code,
  point_of_sale: invoice.point_of_sale,
  number: invoice.number,
  date: invoice.date,
  cae: invoice.cae,
  cae_expires_on: invoice.cae_expires_on,
  total: invoice.total,
  currency: invoice.currency,
  external_id: invoice.external_id,
});
