import { createRoute, z } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { ErrorBody } from "../../../shared/schemas/error.ts";
import { Invoice, PendingInvoice } from "../../../shared/schemas/invoice.ts";
import { InvoiceInput } from "../../../shared/schemas/invoice-input.ts";
import { InvoiceQuery } from "../../../shared/schemas/invoice-query.ts";
import { InvoiceValidation, ValidationQuery } from "../../../shared/schemas/invoice-validation.ts";
import { pageOf } from "../../../shared/schemas/page.ts";
import { ARCA_PROBLEM, COMPANY_INPUT, INVOICE, MINIMAL_INPUT, pageExample, PENDING_INVOICE, RULE_PROBLEM } from "../examples.ts";
import { CREDIT_NOTE_INPUT, EXPORT_INPUT, FAILED_VALIDATION, FCE_INPUT, VALIDATION } from "../invoice-examples.ts";
import { BODY_ERRORS, caseExamples, describeCases, errors, ISSUING, LOCATION, REQUEST_ID, RETRY_AFTER, success } from "../responses.ts";
import { idParam, json } from "../router.ts";
import { Rejection, rejectionExample } from "./invoice-bodies.ts";
import { keyProblems } from "./key-problems.ts";

const tags = ["Invoices"];
const authorized = { authorized: { summary: "A factura B with its CAE", value: INVOICE } };
const pending = { pending: { summary: "Accepted, not yet authorized", value: PENDING_INVOICE } };

/** What the key looks like is checked with the body, so that both are told in one answer. */
const IssueHeaders = z.object({
  "Idempotency-Key": z
    .string()
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

export const validate = createRoute({
  method: "post",
  path: "/v1/invoices/validate",
  operationId: "validateInvoice",
  summary: "Check an invoice without issuing it",
  description: [
    "Takes the body of `POST /v1/invoices` and says all that ARCA would: what it would refuse, what it would only remark on, and the",
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
  description: "Newest first; the filters apply together. Needs `invoices:read`.",
  tags,
  request: { query: InvoiceQuery },
  responses: {
    200: success(pageOf(Invoice), "A page of invoices.", { page: { summary: "One invoice", value: pageExample(INVOICE) } }),
    ...errors("invoices:read", { invalid_request: { problems: [problem("cursor", "cursor_invalid")] } }),
  },
});
