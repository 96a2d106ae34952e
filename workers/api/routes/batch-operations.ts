import { createRoute, z } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { Batch, BatchInput, BatchWithItems } from "../../../shared/schemas/batch.ts";
import { BATCH, BATCH_INPUT, BATCH_WITH_ITEMS } from "../batch-examples.ts";
import { BODY_ERRORS, errors, ISSUING, LOCATION, RETRY_AFTER, success } from "../responses.ts";
import { idParam, json } from "../router.ts";
import { IdempotencyKeyHeader } from "./issue-headers.ts";
import { keyProblems } from "./key-problems.ts";

const tags = ["Invoices"];

const BatchHeaders = z.object({
  "Idempotency-Key": IdempotencyKeyHeader.openapi({
    param: {
      description:
        "Of the whole batch: the same key and body are the same batch, whose invoices are issued once. Keys of batches and of single invoices do not meet.",
    },
  }),
});

export const create = createRoute({
  method: "post",
  path: "/v1/invoices/batch",
  operationId: "createInvoiceBatch",
  summary: "Issue up to 1,000 invoices",
  description: [
    "Takes the bodies of `POST /v1/invoices`, stores them and answers at once; the batch tells how each fares. Every invoice stands on",
    "its own: one that is refused keeps no other from being issued. Those of one issuer arrive there in the order of the list. A batch",
    "waits by itself where ARCA, or the queue before it, is slow. At most 8 MiB and 400,000 values, and not more invoices than the key may issue in an hour. Needs `invoices:write`.",
  ].join(" "),
  tags,
  request: {
    headers: BatchHeaders,
    body: {
      required: true,
      ...json(BatchInput, "The invoices.", {
        batch: { summary: "Two sales, the second without the CUIT that its letter needs", value: BATCH_INPUT },
      }),
    },
  },
  middleware: keyProblems,
  responses: {
    202: success(
      Batch,
      "The batch is stored, and goes on by itself.",
      { batch: { summary: "Just accepted", value: BATCH } },
      {
        ...LOCATION,
        ...RETRY_AFTER,
        "Idempotent-Replayed": ISSUING["Idempotent-Replayed"],
      },
    ),
    ...errors("invoices:write", {
      ...BODY_ERRORS,
      idempotency_conflict: {},
      invalid_request: { problems: [problem("invoices", "list_too_long", { limit: 1000 })] },
    }),
  },
});

export const get = createRoute({
  method: "get",
  path: "/v1/invoices/batches/{id}",
  operationId: "getInvoiceBatch",
  summary: "Get a batch",
  description: [
    "How far a batch is, and what became of each of its invoices: its main facts, or what is wrong with it, as `POST /v1/invoices` would",
    "say it. Needs `invoices:read`.",
  ].join(" "),
  tags,
  request: { params: idParam(BATCH.id) },
  responses: {
    200: success(BatchWithItems, "The batch.", { batch: { summary: "One was issued, one was refused", value: BATCH_WITH_ITEMS } }),
    ...errors("invoices:read", { not_found: { param: "id" } }),
  },
});
