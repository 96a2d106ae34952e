import { z } from "@hono/zod-openapi";
import { ErrorBody } from "./error.ts";
import { Invoice, InvoiceStatus } from "./invoice.ts";

/** Invoices in one batch. */
const MAX_BATCH = 1_000;

/** An invoice of a batch is looked at on its own: what is wrong with one keeps no other from being issued. */
const AnyInvoice = z.any().openapi({ type: "object", allOf: [{ $ref: "#/components/schemas/InvoiceInput" }] });

export const BatchInput = z
  .strictObject({
    invoices: z
      .array(AnyInvoice)
      .min(1)
      .max(MAX_BATCH)
      .openapi({ description: "Bodies of `POST /v1/invoices`. They arrive at their issuers in this order." }),
  })
  .openapi("BatchInput");
export type BatchInput = z.infer<typeof BatchInput>;

/** `pending`: not handed to its issuer yet. `failed`: refused here, like a `POST /v1/invoices` that is answered 4xx. */
export const BatchItemStatus = z.enum(["pending", ...InvoiceStatus.options, "failed"]);
export type BatchItemStatus = z.infer<typeof BatchItemStatus>;

const counts = Object.fromEntries(BatchItemStatus.options.map((status) => [status, z.int()])) as Record<BatchItemStatus, z.ZodInt>;

export const BatchCounts = z.object({ total: z.int(), ...counts }).openapi("BatchCounts");
export type BatchCounts = z.infer<typeof BatchCounts>;

const { id, object, issuer, type, type_code, point_of_sale, number, date, cae, cae_expires_on, total, currency, external_id } =
  Invoice.shape;

/** The main facts of an invoice; the whole of it is at `GET /v1/invoices/{id}`. */
export const BatchInvoice = z
  .object({
    id,
    object,
    status: InvoiceStatus,
    issuer,
    type,
    type_code,
    point_of_sale,
    number,
    date,
    cae,
    cae_expires_on,
    total,
    currency,
    external_id,
  })
  .openapi("BatchInvoice");
export type BatchInvoice = z.infer<typeof BatchInvoice>;

export const BatchItem = z
  .object({
    index: z.int().openapi({ description: "Place in the list that was sent, from 0." }),
    status: BatchItemStatus,
    invoice: z.union([BatchInvoice, z.null()]).openapi({ description: "Null until it is handed to its issuer, and where it failed." }),
    error: z
      .union([ErrorBody.shape.error, z.null()])
      .openapi({ description: "Why it failed, as `POST /v1/invoices` would say it; or why ARCA rejected it." }),
  })
  .openapi("BatchItem");
export type BatchItem = z.infer<typeof BatchItem>;

export const Batch = z
  .object({
    id: z.string().openapi({ example: "bat_01k4b8t2v8f0x9w3n5q7r1s6yz" }),
    object: z.literal("batch"),
    status: z.enum(["processing", "completed"]).openapi({
      description: "`completed`: nothing of it waits any more. What needs attention waits for a person alone.",
    }),
    mode: z.enum(["test", "live"]),
    counts: BatchCounts,
    created_at: z.iso.datetime(),
    completed_at: z.iso.datetime().nullable(),
  })
  .openapi("Batch");
export type Batch = z.infer<typeof Batch>;

export const BatchWithItems = Batch.extend({ items: z.array(BatchItem) }).openapi("BatchWithItems");
export type BatchWithItems = z.infer<typeof BatchWithItems>;
