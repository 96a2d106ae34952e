import { createRoute, z } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { ErrorBody } from "../../../shared/schemas/error.ts";
import { check } from "../../../shared/schemas/fields.ts";
import { Invoice, InvoiceInput, PendingInvoice } from "../../../shared/schemas/invoice.ts";
import { InvoiceQuery } from "../../../shared/schemas/invoice-query.ts";
import { pageOf } from "../../../shared/schemas/page.ts";
import { ARCA_PROBLEM, COMPANY_INPUT, INVOICE, MINIMAL_INPUT, pageExample, PENDING_INVOICE, RULE_PROBLEM } from "../examples.ts";
import { BODY_ERRORS, caseExamples, describeCases, errors, ISSUING, LOCATION, REQUEST_ID, RETRY_AFTER, success } from "../responses.ts";
import { idParam, json } from "../router.ts";
import { Rejection, rejectionExample } from "./invoice-bodies.ts";

const tags = ["Invoices"];
const authorized = { authorized: { summary: "A factura B with its CAE", value: INVOICE } };
const pending = { pending: { summary: "Accepted, not yet authorized", value: PENDING_INVOICE } };

const IssueHeaders = z.object({
  "Idempotency-Key": z
    .string()
    .refine((key) => /^[\u0020-\u007e]{1,255}$/.test(key), check("idempotency_key_length"))
    .optional()
    .openapi({
      param: {
        description:
          "Repeating a request with the same key and body gives the same invoice, never a second one. 1 to 255 printable ASCII characters.",
      },
      minLength: 1,
      maxLength: 255,
      pattern: "^[\\u0020-\\u007e]*$",
      example: "pedido-1234",
    }),
  Prefer: z
    .string()
    .optional()
    .openapi({ param: { description: "`respond-async`: answer 202 at once, without waiting for ARCA." }, example: "respond-async" }),
});

const REFUSALS = {
  invalid_request: { problems: [problem("items[0].unit_price", "required"), problem("items[0].price", "unknown_field")] },
  invalid_invoice: { problems: [RULE_PROBLEM] },
} as const;

export const create = createRoute({
  method: "post",
  path: "/v1/invoices",
  operationId: "createInvoice",
  summary: "Issue an invoice",
  description: [
    "Computes totals and letter, checks ARCA's rules, numbers the invoice and asks ARCA for its CAE. Waits for it up to 20 seconds;",
    "what takes longer is answered 202 and goes on by itself. What is refused here, with any 4xx, has no number, is stored nowhere and",
    "uses up no Idempotency-Key. Needs `invoices:write`.",
  ].join(" "),
  tags,
  request: {
    headers: IssueHeaders,
    body: {
      required: true,
      ...json(InvoiceInput, "The invoice to issue.", {
        minimal: { summary: "To a consumidor final; everything else by default", value: MINIMAL_INPUT },
        company: { summary: "To a company, prices without tax: a factura A", value: COMPANY_INPUT },
      }),
    },
  },
  responses: {
    ...errors("invoices:write", { ...BODY_ERRORS, idempotency_conflict: {}, conflict: { param: "external_id" } }),
    201: success(Invoice, "Authorized by ARCA.", authorized, { ...LOCATION, ...ISSUING }),
    202: success(PendingInvoice, "Accepted; ARCA has not answered yet.", pending, { ...LOCATION, ...RETRY_AFTER, ...ISSUING }),
    422: {
      ...json(z.union([ErrorBody, Rejection]), describeCases({ ...REFUSALS, rejected_by_arca: {} }), {
        ...caseExamples(REFUSALS),
        rejected_by_arca: { summary: "ARCA refused it", value: rejectionExample([ARCA_PROBLEM]) },
      }),
      headers: { ...REQUEST_ID, ...ISSUING },
    },
  },
});

export const get = createRoute({
  method: "get",
  path: "/v1/invoices/{id}",
  operationId: "getInvoice",
  summary: "Get an invoice",
  description: "Shows an invoice from the moment it is accepted. Needs `invoices:read`.",
  tags,
  request: { params: idParam(INVOICE.id) },
  responses: {
    200: success(z.union([Invoice, PendingInvoice]), "The invoice.", { ...authorized, ...pending }),
    ...errors("invoices:read", { not_found: { param: "id" } }),
  },
});

export const list = createRoute({
  method: "get",
  path: "/v1/invoices",
  operationId: "listInvoices",
  summary: "List invoices",
  description: "Newest first; the filters apply together. Needs `invoices:read`.",
  tags,
  request: { query: InvoiceQuery },
  responses: {
    200: success(pageOf(Invoice), "A page of invoices.", { page: { summary: "One invoice", value: pageExample(INVOICE) } }),
    ...errors("invoices:read", { invalid_request: { problems: [problem("cursor", "cursor_invalid")] } }),
  },
});
