import type { z } from "@hono/zod-openapi";
import type { InvoiceInput } from "../../shared/schemas/invoice-input.ts";
import type { InvoiceValidation } from "../../shared/schemas/invoice-validation.ts";
import { INVOICE, RULE_PROBLEM } from "./examples.ts";

type Input = z.input<typeof InvoiceInput>;

/** Bodies of less usual comprobantes, for the OpenAPI document. A test issues each in the sandbox. */
export const CREDIT_NOTE_INPUT = {
  type: "nota_credito_b",
  items: [{ description: "Devolución: pan de campo", unit_price: "500.00" }],
  associated_documents: [{ type: "factura_b", point_of_sale: 1, number: 1 }],
} satisfies Input;

export const FCE_INPUT = {
  type: "fce_a",
  customer: {
    document_type: "cuit",
    document_number: "30888888051",
    name: "Supermercados del Sur SA",
    iva_condition: "responsable_inscripto",
  },
  items: [{ description: "Harina 000 x 25 kg", quantity: "400", unit_price: "18500.00" }],
  prices_include_tax: false,
  other_taxes: [{ code: 7, description: "Percepción IIBB", base: "7400000.00", rate: "3.00", amount: "222000.00" }],
  payment_due_on: "2026-12-24",
  fce: { cbu: "0170099220000067797370", transfer_system: "SCA" },
} satisfies Input;

export const EXPORT_INPUT = {
  type: "factura_e",
  customer: { document_type: "foreign_id", document_number: "PJ54482221", name: "João da Silva", address: "Rua 76, Alagoas" },
  items: [{ description: "Software development", unit_price: "2500.00" }],
  currency: "USD",
  exchange_rate: "1500.5",
  export: { country: "BR", kind: "services", language: "en", payment_terms: "30 days" },
} satisfies Input;

const { net, iva, exempt, not_taxed, other_taxes_total, total, type } = INVOICE;

export const VALIDATION = {
  valid: true,
  findings: [],
  totals: { net, iva, exempt, not_taxed, other_taxes_total, total },
  type,
  as_of: "2026-11-24",
} satisfies InvoiceValidation;

export const FAILED_VALIDATION = {
  ...VALIDATION,
  valid: false,
  findings: [{ ...RULE_PROBLEM, severity: "reject" }],
  type: "factura_a",
} satisfies InvoiceValidation;
