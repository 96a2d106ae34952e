import { AppError, errorCode } from "../../../shared/errors.ts";
import type { Batch, BatchInput, BatchItem, BatchWithItems } from "../../../shared/schemas/batch.ts";
import { InvoiceInput } from "../../../shared/schemas/invoice-input.ts";
import type { BatchView, BatchWithItemsView, Item, ParsedItem } from "../../invoicing/index.ts";
import { detailsOf, toErrorBody } from "../error-body.ts";
import { invalidRequest } from "../problems.ts";

/** What an invoice may weigh as a body of its own. */
const MAX_ITEM_BYTES = 1024 * 1024;

/** Each invoice on its own, read as `POST /v1/invoices` reads its body. */
export const parseItems = ({ invoices }: BatchInput): ParsedItem[] => invoices.map(parseItem);

function parseItem(written: unknown): ParsedItem {
  const { byteLength } = new TextEncoder().encode(JSON.stringify(written));
  if (byteLength > MAX_ITEM_BYTES) return { written, failure: { code: "body_too_large" } };
  const { success, data, error } = InvoiceInput.safeParse(written);
  if (success) return { input: data };
  const refused = invalidRequest(error.issues, written);
  return { written, failure: { code: errorCode(refused), problems: detailsOf(refused).problems ?? [] } };
}

export const toBatch = (id: string, { owner, counts, createdAt, completedAt }: BatchView): Batch => ({
  id,
  object: "batch",
  status: counts.pending + counts.queued + counts.sent > 0 ? "processing" : "completed",
  mode: owner.mode,
  counts,
  created_at: new Date(createdAt).toISOString(),
  completed_at: completedAt === null ? null : new Date(completedAt).toISOString(),
});

/** @param origin where the caller reached us */
export const toBatchWithItems = (id: string, view: BatchWithItemsView, origin: string): BatchWithItems => ({
  ...toBatch(id, view),
  items: view.items.map((item) => toItem(item, { origin, requestId: view.requestId })),
});

const toItem = ({ index, status, invoice, failure }: Item, request: Parameters<typeof toErrorBody>[1]): BatchItem => ({
  index,
  status,
  invoice,
  error: failure && toErrorBody(new AppError(failure.code, failure), request).error,
});
