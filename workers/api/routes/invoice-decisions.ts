import { createRoute, z } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { Invoice, InvoiceResolution, PendingInvoice } from "../../../shared/schemas/invoice.ts";
import { CANCELLED_INVOICE, DOUBTFUL_INVOICE, INVOICE, PENDING_INVOICE } from "../examples.ts";
import { BODY_ERRORS, errors, NO_BODY_ERRORS, success } from "../responses.ts";
import { idParam, json } from "../router.ts";

const tags = ["Invoices"];
const NOT_FOUND = { not_found: { param: "id" } };

export const cancel = createRoute({
  method: "post",
  path: "/v1/invoices/{id}/cancel",
  operationId: "cancelInvoice",
  summary: "Cancel an invoice that has no number yet",
  description: [
    "Ends an invoice that is `queued`. Its `external_id` is free again; its Idempotency-Key is not. Once the invoice has been given a",
    "number it cannot be cancelled: a nota de crédito undoes it. Repeating the call gives the same answer. Needs `invoices:write`.",
  ].join(" "),
  tags,
  request: { params: idParam(INVOICE.id) },
  responses: {
    200: success(z.union([Invoice, PendingInvoice]), "It is cancelled.", {
      cancelled: { summary: "Cancelled before it had a number", value: CANCELLED_INVOICE },
    }),
    ...errors("invoices:write", {
      ...NO_BODY_ERRORS,
      ...NOT_FOUND,
      conflict: { problems: [problem(null, "cancel_not_queued", { status: "authorized" })] },
    }),
  },
});

const { attention } = DOUBTFUL_INVOICE;

export const resolve = createRoute({
  method: "post",
  path: "/v1/invoices/{id}/resolve",
  operationId: "resolveInvoice",
  summary: "Decide of an invoice that needs attention",
  description: [
    "ARCA holds, under the number that the invoice was sent with, a comprobante of the same content which may be the invoice, or what",
    "another system issued. `attention` has the evidence: compare it with that system's books. `adopt` takes the number and the CAE;",
    "`release` leaves them to the other system, and the invoice waits for another number. Repeating the call gives the same answer.",
    "Needs `invoices:write`.",
  ].join(" "),
  tags,
  request: {
    params: idParam(INVOICE.id),
    body: {
      required: true,
      ...json(InvoiceResolution, "What you decide.", {
        adopt: { summary: "It is this invoice", value: { action: "adopt" } },
        release: { summary: "It is another system's", value: { action: "release" } },
      }),
    },
  },
  responses: {
    200: success(z.union([Invoice, PendingInvoice]), "It is resolved.", {
      adopted: {
        summary: "It has the number and the CAE that were found",
        value: {
          ...INVOICE,
          number: attention.number,
          cae: attention.cae,
          cae_expires_on: attention.cae_expires_on,
          attention: { ...attention, resolution: "adopted" },
        },
      },
      released: {
        summary: "It waits for another number",
        value: { ...PENDING_INVOICE, attention: { ...attention, resolution: "released" } },
      },
    }),
    ...errors("invoices:write", {
      ...BODY_ERRORS,
      ...NOT_FOUND,
      invalid_request: { problems: [problem("action", "required")] },
      conflict: { problems: [problem(null, "resolve_not_needed", { status: "authorized" })] },
    }),
  },
});
