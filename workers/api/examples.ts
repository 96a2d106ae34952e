import type { z } from "@hono/zod-openapi";
import type { Problem } from "../../shared/errors.ts";
import { problem } from "../../shared/problems.ts";
import type { Invoice, PendingInvoice } from "../../shared/schemas/invoice.ts";
import type { InvoiceInput } from "../../shared/schemas/invoice-input.ts";
import type { Issuer, IssuerChanges, IssuerInput } from "../../shared/schemas/issuer.ts";

/** Bodies as the sandbox took and gave them, for the OpenAPI document. A test holds them against their schemas. */
export const ISSUER_INPUT = {
  cuit: "30500010912",
  environment: "sandbox",
  legal_name: "Panadería La Espiga SRL",
  iva_condition: "responsable_inscripto",
  address: "Av. Corrientes 1234, CABA",
} satisfies z.input<typeof IssuerInput>;

export const ISSUER_CHANGES = { represented_by: "iss_01k4b8t2v8f0x9w3n5q7r1s6yw" } satisfies z.input<typeof IssuerChanges>;

export const ISSUER = {
  id: "iss_01kaf3rk4ke6w8k9b6n2m5xq7d",
  object: "issuer",
  mode: "test",
  ...ISSUER_INPUT,
  default_point_of_sale: 1,
  created_at: "2026-11-24T13:40:11.029Z",
} satisfies Issuer;

/** The shortest invoice: everything else has a default. */
export const MINIMAL_INPUT = { items: [{ description: "Pan de campo", unit_price: "2000.00" }] } satisfies z.input<typeof InvoiceInput>;

export const COMPANY_INPUT = {
  issuer: ISSUER.id,
  customer: { document_type: "cuit", document_number: "20111111112", name: "Juan Pérez", iva_condition: "responsable_inscripto" },
  items: [
    { description: "Harina 000 x 25 kg", quantity: "4", unit_price: "18500.00", iva_rate: "10.5" },
    { description: "Flete", unit_price: "9000.00", discount: { percent: "10" } },
  ],
  prices_include_tax: false,
  external_id: "pedido-1234",
  metadata: { canal: "mayorista" },
} satisfies z.input<typeof InvoiceInput>;

export const INVOICE = {
  id: "inv_01kaf3v9q0f4trxsv5yy7gjcyb",
  object: "invoice",
  status: "authorized",
  mode: "test",
  environment: "sandbox",
  issuer: ISSUER.id,
  type: "factura_b",
  type_code: 6,
  point_of_sale: 1,
  number: 1,
  date: "2026-11-24",
  concept: "products",
  service_from: null,
  service_to: null,
  payment_due_on: null,
  cae: "96478527066267",
  cae_expires_on: "2026-12-04",
  customer: { document_type: "none", document_number: null, name: null, iva_condition: "consumidor_final", address: null, email: null },
  items: [
    {
      description: "Pan de campo",
      quantity: "1",
      unit: null,
      unit_price: "2000",
      iva_rate: "21",
      discount: null,
      sku: null,
      amount: "2000.00",
    },
  ],
  prices_include_tax: true,
  net: "1652.89",
  iva: [{ rate: "21", base: "1652.89", amount: "347.11" }],
  exempt: "0.00",
  not_taxed: "0.00",
  other_taxes_total: "0.00",
  total: "2000.00",
  currency: "ARS",
  exchange_rate: "1",
  same_currency_payment: null,
  other_taxes: [],
  associated_documents: [],
  associated_period: null,
  fce: null,
  export: null,
  used_goods: null,
  optionals: [],
  buyers: [],
  activities: [],
  allow_redate: false,
  observations: [],
  warnings: [],
  attention: null,
  external_id: null,
  metadata: {},
  created_at: "2026-11-24T13:42:03.120Z",
  authorized_at: "2026-11-24T13:42:03.161Z",
} satisfies Invoice;

const UNNUMBERED = { ...INVOICE, number: null, cae: null, cae_expires_on: null, authorized_at: null };

export const PENDING_INVOICE = {
  ...UNNUMBERED,
  status: "queued",
  next_attempt_at: "2026-11-24T13:42:08.120Z",
  last_safe_moment: "2026-11-30T02:59:59.999Z",
  waiting_for: null,
} satisfies PendingInvoice;

export const CANCELLED_INVOICE = { ...UNNUMBERED, status: "cancelled" } satisfies Invoice;

/** Lately another system has issued here, and what ARCA holds was processed when nobody here was asking. */
export const DOUBTFUL_INVOICE = {
  ...UNNUMBERED,
  status: "needs_attention",
  attention: {
    reason: "identical_comprobante",
    number: 42,
    cae: "86470000000016",
    cae_expires_on: "2026-12-04",
    observations: [],
    processed_at: "2026-11-24T13:05:40.000Z",
    attempted_from: "2026-11-24T13:42:03.141Z",
    attempted_until: "2026-11-24T13:42:33.141Z",
    unanswered_attempts: 1,
    lane_is_shared: true,
    resolution: null,
  },
  next_attempt_at: null,
  last_safe_moment: "2026-11-30T02:59:59.999Z",
  waiting_for: problem(null, "attention_wanted"),
} satisfies PendingInvoice;

export const REJECTED_INVOICE = { ...UNNUMBERED, status: "rejected" } satisfies Invoice;

/** A rule of ARCA's that is checked before anything is sent. */
export const RULE_PROBLEM: Problem = {
  param: "customer.document_type",
  code: "arca_10013",
  arca_code: 10013,
  message: "A comprobante of letter A needs the customer's CUIT.",
  message_es: "Un comprobante de letra A necesita el CUIT del cliente.",
};

/** What only ARCA's registers can know. */
export const ARCA_PROBLEM: Problem = {
  param: "customer.document_number",
  code: "arca_10069",
  arca_code: 10069,
  message: "ARCA answered: El campo DocNro no se encuentra en los padrones de ARCA.",
  message_es: "El campo DocNro no se encuentra en los padrones de ARCA.",
};

/** A page with nothing after it. */
export const pageExample = <T>(item: T) => ({ object: "list", data: [item], has_more: false, next_cursor: null });
