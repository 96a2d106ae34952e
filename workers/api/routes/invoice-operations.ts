import { createRoute, z } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { ErrorBody } from "../../../shared/schemas/error.ts";
import { Invoice, PendingInvoice } from "../../../shared/schemas/invoice.ts";
import { InvoiceInput } from "../../../shared/schemas/invoice-input.ts";
import { InvoiceQuery } from "../../../shared/schemas/invoice-query.ts";
import { InvoiceValidation, ValidationQuery } from "../../../shared/schemas/invoice-validation.ts";
import { pageOf } from "../../../shared/schemas/page.ts";
import { Timeline } from "../../../shared/schemas/timeline.ts";
import {
  ARCA_PROBLEM,
  CANCELLED_INVOICE,
  COMPANY_INPUT,
  INVOICE,
  MINIMAL_INPUT,
  pageExample,
  PENDING_INVOICE,
  RULE_PROBLEM,
} from "../examples.ts";
import { TIMELINE } from "../timeline-example.ts";
import { CREDIT_NOTE_INPUT, EXPORT_INPUT, FAILED_VALIDATION, FCE_INPUT, VALIDATION } from "../invoice-examples.ts";
import { BODY_ERRORS, caseExamples, describeCases, errors, ISSUING, LOCATION, REQUEST_ID, RETRY_AFTER, success } from "../responses.ts";
import { idParam, json } from "../router.ts";
import { Rejection, rejectionExample } from "./invoice-bodies.ts";
import { IdempotencyKeyHeader } from "./issue-headers.ts";
import { keyProblems } from "./key-problems.ts";

const tags = ["Invoices"];
const authorized = { authorized: { summary: "A factura B with its CAE", value: INVOICE } };
const CANCELLED = { summary: "Cancelled before it had a number", value: CANCELLED_INVOICE };
const pending = { pending: { summary: "Accepted, not yet authorized", value: PENDING_INVOICE } };

const IssueHeaders = z.object({
  "Idempotency-Key": IdempotencyKeyHeader,
  Prefer: z
    .string()
    .optional()
    .openapi({ param: { description: "`respond-async`: answer 202 at once, without waiting for ARCA." }, example: "respond-async" }),
});

const BODY = {
  required: true,
  ...json(InvoiceInput, "The invoice.", {
    minimal: { summary: "To a consumidor final; everything else by default", value: MINIMAL_INPUT },
    company: { summary: "To a company, prices without tax: a factura A", value: COMPANY_INPUT },
    credit_note: { summary: "A nota de crédito over part of a factura", value: CREDIT_NOTE_INPUT },
    fce: { summary: "A Factura de Crédito Electrónica MiPyMEs with a percepción", value: FCE_INPUT },
    export: { summary: "A factura E for services, in dollars", value: EXPORT_INPUT },
  }),
};

const VALIDATIONS = {
  valid: { summary: "It would be authorized", value: VALIDATION },
  invalid: { summary: "It would be refused", value: FAILED_VALIDATION },
};

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
    body: BODY,
  },
  middleware: keyProblems,
  responses: {
    ...errors("invoices:write", { ...BODY_ERRORS, idempotency_conflict: {}, conflict: { param: "external_id" }, backpressure: {} }),
    200: success(Invoice, "The invoice of this Idempotency-Key was cancelled.", { cancelled: CANCELLED }, { ...LOCATION, ...ISSUING }),
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

export const validate = createRoute({
  method: "post",
  path: "/v1/invoices/validate",
  operationId: "validateInvoice",
  summary: "Check an invoice without issuing it",
  description: [
    "Takes the body of `POST /v1/invoices` and says all that ARCA would: what it would refuse, what it would only remark on, how its date",
    "stands to what its point of sale and type has issued and has waiting, and the",
    "totals. Nothing is issued, numbered or stored. What cannot be read as an invoice at all is answered 422, as there. Needs",
    "`invoices:write`.",
  ].join(" "),
  tags,
  request: { query: ValidationQuery, body: BODY },
  responses: {
    200: success(InvoiceValidation, "What was found.", VALIDATIONS, { "Server-Timing": ISSUING["Server-Timing"] }),
    ...errors("invoices:write", { ...BODY_ERRORS, invalid_request: REFUSALS.invalid_request }),
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
  description:
    "Newest first; the filters apply together. An invoice is here a moment after it was accepted or has changed; by its id it is found at once, as it is. Needs `invoices:read`.",
  tags,
  request: { query: InvoiceQuery },
  responses: {
    200: success(pageOf(Invoice), "A page of invoices.", { page: { summary: "One invoice", value: pageExample(INVOICE) } }),
    ...errors("invoices:read", { invalid_request: { problems: [problem("cursor", "cursor_invalid")] } }),
  },
});

export const timeline = createRoute({
  method: "get",
  path: "/v1/invoices/{id}/timeline",
  operationId: "getInvoiceTimeline",
  summary: "Get an invoice's case file",
  description: [
    "What was done for an invoice, step by step: each call to ARCA with its milliseconds, the login ticket it was made with, the number it",
    "asked for, and what came of it. Holds no amounts, texts or messages. Needs `invoices:read`.",
  ].join(" "),
  tags,
  request: { params: idParam(INVOICE.id) },
  responses: {
    200: success(Timeline, "The case file.", { authorized: { summary: "Authorized at the first call", value: TIMELINE } }),
    ...errors("invoices:read", { not_found: { param: "id" } }),
  },
});
