import { z } from "@hono/zod-openapi";
import {
  CONCEPTS,
  DOCUMENT_TYPES,
  ENVIRONMENTS,
  EXPORT_KINDS,
  EXPORT_LANGUAGES,
  INVOICE_TYPES,
  IVA_CONDITIONS,
  IVA_RATES,
} from "../catalog.ts";
import { Problem } from "./error.ts";
import { namesOf } from "./named.ts";

export const InvoiceStatus = z.enum(["queued", "sent", "authorized", "rejected", "needs_attention", "cancelled"]);
export type InvoiceStatus = z.infer<typeof InvoiceStatus>;

const Amount = z.string().openapi({ example: "1652.89" });

/**
 * ARCA holds a comprobante under the number of this invoice that may be it, or somebody else's: the evidence, by which a person
 * decides.
 */
export const Attention = z
  .object({
    reason: z.enum(["identical_comprobante", "records_lost"]).openapi({
      description:
        "`identical_comprobante`: what ARCA holds says the same as this invoice, but ARCA processed it at a time when we were not asking. `records_lost`: it says the same, and what we had asked ARCA for at that time is not known any more.",
    }),
    number: z.int().openapi({ description: "Under which ARCA holds it.", example: 42 }),
    cae: z.string().openapi({ example: "96470000000011" }),
    cae_expires_on: z.string(),
    observations: z.array(Problem),
    processed_at: z.iso.datetime().nullable().openapi({ description: "When ARCA processed it; null where ARCA does not say." }),
    attempted_from: z.iso.datetime().openapi({ description: "When this invoice was first sent with that number, without an answer." }),
    attempted_until: z.iso.datetime().openapi({ description: "When the last such attempt had been given up." }),
    unanswered_attempts: z.int(),
    lane_is_shared: z.boolean().openapi({
      description: "Another system was seen, in the last 30 days, to issue with the same point of sale and type.",
    }),
    resolution: z.enum(["adopted", "released"]).nullable().openapi({ description: "What a person decided; null until then." }),
  })
  .openapi("InvoiceAttention");
export type Attention = z.infer<typeof Attention>;

/** An invoice as the API shows it, and as the issuer's object and Postgres keep it. */
export const Invoice = z
  .object({
    id: z.string().openapi({ example: "inv_01k4b8t2v8f0x9w3n5q7r1s6yz" }),
    object: z.literal("invoice"),
    status: InvoiceStatus,
    mode: z.enum(["test", "live"]),
    environment: z.enum(ENVIRONMENTS),
    issuer: z.string(),
    type: z.enum(namesOf(INVOICE_TYPES)),
    type_code: z.int().openapi({ description: "ARCA's CbteTipo.", example: 6 }),
    point_of_sale: z.int(),
    number: z.int().nullable().openapi({ description: "Null until ARCA has authorized it." }),
    date: z.string().openapi({ example: "2026-11-24" }),
    concept: z.enum(namesOf(CONCEPTS)),
    service_from: z.string().nullable(),
    service_to: z.string().nullable(),
    payment_due_on: z.string().nullable(),
    cae: z.string().nullable().openapi({ description: "Código de Autorización Electrónico, 14 digits.", example: "96470000000011" }),
    cae_expires_on: z.string().nullable(),
    customer: z.object({
      document_type: z.enum(namesOf(DOCUMENT_TYPES)),
      document_number: z.string().nullable(),
      name: z.string().nullable(),
      iva_condition: z.enum(namesOf(IVA_CONDITIONS)),
      address: z.string().nullable(),
      email: z.string().nullable(),
    }),
    items: z.array(
      z.object({
        description: z.string(),
        quantity: z.string(),
        unit: z.string().nullable(),
        unit_price: z.string(),
        iva_rate: z.string(),
        discount: z.union([z.object({ percent: z.string() }), z.object({ amount: z.string() })]).nullable(),
        sku: z.string().nullable(),
        amount: Amount.openapi({ description: "Of the line after its discount, in the tax basis of its price." }),
      }),
    ),
    prices_include_tax: z.boolean(),
    net: Amount,
    iva: z.array(
      z.object({
        rate: z.enum(namesOf(IVA_RATES)),
        base: Amount,
        amount: Amount,
      }),
    ),
    exempt: Amount,
    not_taxed: Amount,
    other_taxes_total: Amount,
    total: Amount.openapi({ example: "2000.00" }),
    currency: z.string().openapi({ description: "ISO 4217, or ARCA's code where there is none.", example: "ARS" }),
    exchange_rate: z.string().nullable().openapi({ description: "Pesos for one unit of the currency.", example: "1" }),
    same_currency_payment: z.boolean().nullable(),
    other_taxes: z.array(z.object({ code: z.int(), description: z.string().nullable(), base: Amount, rate: z.string(), amount: Amount })),
    associated_documents: z.array(
      z.object({
        type: z.union([z.enum(namesOf(INVOICE_TYPES)), z.int()]),
        point_of_sale: z.int(),
        number: z.int(),
        date: z.string().nullable(),
        cuit: z.string().nullable(),
      }),
    ),
    associated_period: z.object({ from: z.string(), to: z.string() }).nullable(),
    fce: z
      .object({
        cbu: z.string().nullable(),
        alias: z.string().nullable(),
        transfer_system: z.string().nullable(),
        annulment: z.boolean().nullable(),
      })
      .nullable(),
    export: z
      .object({
        country: z.string(),
        kind: z.enum(namesOf(EXPORT_KINDS)),
        language: z.enum(namesOf(EXPORT_LANGUAGES)),
        incoterm: z.string().nullable(),
        payment_terms: z.string().nullable(),
        permits: z.array(z.object({ number: z.string(), country: z.string() })),
      })
      .nullable(),
    used_goods: z.object({ seller_name: z.string(), seller_nationality: z.string(), seller_address: z.string() }).nullable(),
    optionals: z.array(z.object({ code: z.string(), value: z.string() })),
    buyers: z.array(z.object({ document_type: z.enum(namesOf(DOCUMENT_TYPES)), document_number: z.string(), percent: z.string() })),
    activities: z.array(z.int()),
    allow_redate: z.boolean(),
    observations: z.array(Problem).openapi({ description: "What ARCA observed without refusing." }),
    warnings: z.array(Problem).openapi({ description: "What you should know of it, though it was accepted." }),
    attention: z
      .union([Attention, z.null()])
      .openapi({ description: "What a person has to decide, or has decided: see POST /v1/invoices/{id}/resolve." }),
    external_id: z.string().nullable(),
    metadata: z.record(z.string(), z.string()),
    created_at: z.iso.datetime(),
    authorized_at: z.iso.datetime().nullable(),
  })
  .openapi("Invoice");
export type Invoice = z.infer<typeof Invoice>;

/** An invoice that is accepted and not yet authorized. */
export const PendingInvoice = Invoice.extend({
  next_attempt_at: z.iso.datetime().nullable(),
  last_safe_moment: z.iso.datetime().openapi({ description: "Until then ARCA still takes the invoice's date." }),
  waiting_for: z
    .union([Problem, z.null()])
    .openapi({ description: "Why the last attempt brought nothing, and what to do about it, if anything." }),
}).openapi("PendingInvoice");
export type PendingInvoice = z.infer<typeof PendingInvoice>;

/** What a person says of an invoice that needs attention. */
export const InvoiceResolution = z
  .strictObject({
    action: z.enum(["adopt", "release"]).openapi({
      description:
        "`adopt`: the comprobante in `attention` is this invoice; it takes its number and CAE. `release`: it is another system's; the invoice waits for another number.",
    }),
  })
  .openapi("InvoiceResolution");
export type InvoiceResolution = z.infer<typeof InvoiceResolution>;
