import type { z } from "@hono/zod-openapi";
import type { Batch, BatchInput, BatchWithItems } from "../../shared/schemas/batch.ts";
import { AppError } from "../../shared/errors.ts";
import { toErrorBody } from "./error-body.ts";
import { INVOICE, MINIMAL_INPUT, RULE_PROBLEM } from "./examples.ts";
import { EXAMPLE_REQUEST } from "./responses.ts";

export const BATCH_INPUT = {
  invoices: [
    MINIMAL_INPUT,
    {
      type: "factura_a",
      customer: { document_type: "dni", document_number: "30111222", iva_condition: "responsable_inscripto" },
      items: [{ description: "Pan de campo", unit_price: "3000.00" }],
    },
  ],
} satisfies z.input<typeof BatchInput>;

const NONE = { pending: 0, queued: 0, sent: 0, authorized: 0, rejected: 0, needs_attention: 0, cancelled: 0, failed: 0 };

export const BATCH = {
  id: "bat_01kaf3w2r7ej7vt9v0bn6c3x5d",
  object: "batch",
  status: "processing",
  mode: "test",
  counts: { total: 2, ...NONE, pending: 2 },
  created_at: "2026-11-24T13:42:03.101Z",
  completed_at: null,
} satisfies Batch;

const { id, object, status, issuer, type, type_code, point_of_sale, number, date, cae, cae_expires_on, total, currency, external_id } =
  INVOICE;
const refused = new AppError("invalid_invoice", { problems: [RULE_PROBLEM] });

export const BATCH_WITH_ITEMS = {
  ...BATCH,
  status: "completed",
  counts: { total: 2, ...NONE, authorized: 1, failed: 1 },
  completed_at: "2026-11-24T13:42:04.007Z",
  items: [
    {
      index: 0,
      status: "authorized",
      invoice: {
        id,
        object,
        status,
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
      },
      error: null,
    },
    { index: 1, status: "failed", invoice: null, error: toErrorBody(refused, EXAMPLE_REQUEST).error },
  ],
} satisfies BatchWithItems;
