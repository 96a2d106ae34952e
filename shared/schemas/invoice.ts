import { z } from "@hono/zod-openapi";
import { CONCEPTS, DOCUMENT_TYPES, ENVIRONMENTS, INVOICE_TYPES, IVA_CONDITIONS, IVA_RATES, nameOf, UNTAXED } from "../catalog.ts";
import { check, decimalField, IsoDate } from "./fields.ts";
import { Problem } from "./error.ts";

/** A readable name, or ARCA's number for it; comes out as the name. */
function named<Name extends string>(table: Record<Name, number | { code: number }>) {
  const names = Object.keys(table) as [Name, ...Name[]];
  const codes = codesOf(table);
  return z
    .union([z.enum(names), z.literal(codes)])
    .transform((value) => (typeof value === "number" ? nameOf(table, value) : value) as Name)
    .openapi(nameOrCode(names, codes));
}

function codesOf<Name extends string>(table: Record<Name, number | { code: number }>): number[] {
  return Object.values<number | { code: number }>(table).map((row) => (typeof row === "number" ? row : row.code));
}

/** Said outright, because the generator of the document knows only the first of several literals. */
const nameOrCode = (names: readonly string[], codes: readonly number[]) => ({
  anyOf: [
    { type: "string" as const, enum: [...names] },
    { type: "integer" as const, enum: [...codes], description: "ARCA's number." },
  ],
});

const Quantity = decimalField(9, 6);
const Price = decimalField(12, 6);

const Discount = z
  .union([z.strictObject({ percent: decimalField(3, 4) }), z.strictObject({ amount: decimalField(12, 2) })])
  .openapi({ description: "Of this line, in the tax basis of its price.", example: { percent: "10" } });

export const InvoiceItem = z
  .strictObject({
    description: z.string().trim().min(1).max(500).openapi({ example: "Pan de campo" }),
    quantity: Quantity.default("1"),
    unit: z.string().trim().min(1).max(20).optional(),
    unit_price: Price.openapi({ example: "2000.00" }),
    iva_rate: z.enum([...(Object.keys(IVA_RATES) as (keyof typeof IVA_RATES)[]), ...UNTAXED]).default("21"),
    discount: Discount.optional(),
    sku: z.string().trim().min(1).max(100).optional(),
  })
  .openapi("InvoiceItem");
export type InvoiceItem = z.infer<typeof InvoiceItem>;

export const InvoiceCustomer = z
  .strictObject({
    document_type: named(DOCUMENT_TYPES).default("none"),
    document_number: z
      .union([z.string().max(20), z.int().nonnegative()])
      .transform((value) => String(value).replaceAll(/[-. ]/g, ""))
      .optional()
      .openapi({ type: "string", example: "20111111112" }),
    name: z.string().trim().min(1).max(200).optional(),
    iva_condition: named(IVA_CONDITIONS).optional(),
    address: z.string().trim().min(1).max(300).optional(),
    email: z.email().max(254).optional(),
  })
  .openapi("InvoiceCustomer");
export type InvoiceCustomer = z.infer<typeof InvoiceCustomer>;

const Metadata = z
  .record(z.string().min(1).max(40), z.string().max(500))
  .refine((metadata) => Object.keys(metadata).length <= 50, check("metadata_size", { max: 50 }))
  .openapi({ description: "Up to 50 texts of your own; returned unchanged.", example: { order: "1234" } });

/** What a caller sends to issue an invoice. */
export const InvoiceInput = z
  .strictObject({
    issuer: z.string().max(64).optional().openapi({ description: "Needed when the organization has several issuers in this mode." }),
    type: z
      .union([z.literal("auto"), named(INVOICE_TYPES)])
      .default("auto")
      .openapi({
        ...nameOrCode(["auto", ...Object.keys(INVOICE_TYPES)], codesOf(INVOICE_TYPES)),
        description: "`auto` takes the letter from the issuer's and the customer's condición frente al IVA.",
      }),
    point_of_sale: z.int().min(1).max(99998).optional(),
    date: IsoDate.optional().openapi({ description: "Today in Buenos Aires, if left out." }),
    concept: named(CONCEPTS).default("products"),
    service_from: IsoDate.optional(),
    service_to: IsoDate.optional(),
    payment_due_on: IsoDate.optional(),
    customer: InvoiceCustomer.optional(),
    items: z.array(InvoiceItem).min(1).max(1000),
    prices_include_tax: z.boolean().default(true),
    external_id: z.string().trim().min(1).max(100).optional(),
    metadata: Metadata.optional(),
  })
  .openapi("InvoiceInput");
export type InvoiceInput = z.infer<typeof InvoiceInput>;

export const InvoiceStatus = z.enum(["queued", "sent", "authorized", "rejected"]);
export type InvoiceStatus = z.infer<typeof InvoiceStatus>;

const Amount = z.string().openapi({ example: "1652.89" });

/** An invoice as the API shows it, and as the issuer's object and Postgres keep it. */
export const Invoice = z
  .object({
    id: z.string().openapi({ example: "inv_01k4b8t2v8f0x9w3n5q7r1s6yz" }),
    object: z.literal("invoice"),
    status: InvoiceStatus,
    mode: z.enum(["test", "live"]),
    environment: z.enum(ENVIRONMENTS),
    issuer: z.string(),
    type: z.enum(Object.keys(INVOICE_TYPES) as [keyof typeof INVOICE_TYPES, ...(keyof typeof INVOICE_TYPES)[]]),
    type_code: z.int().openapi({ description: "ARCA's CbteTipo.", example: 6 }),
    point_of_sale: z.int(),
    number: z.int().nullable().openapi({ description: "Null until ARCA has authorized it." }),
    date: z.string().openapi({ example: "2026-11-24" }),
    concept: z.enum(Object.keys(CONCEPTS) as [keyof typeof CONCEPTS, ...(keyof typeof CONCEPTS)[]]),
    service_from: z.string().nullable(),
    service_to: z.string().nullable(),
    payment_due_on: z.string().nullable(),
    cae: z.string().nullable().openapi({ description: "Código de Autorización Electrónico, 14 digits.", example: "96470000000011" }),
    cae_expires_on: z.string().nullable(),
    customer: z.object({
      document_type: z.enum(Object.keys(DOCUMENT_TYPES) as [keyof typeof DOCUMENT_TYPES, ...(keyof typeof DOCUMENT_TYPES)[]]),
      document_number: z.string().nullable(),
      name: z.string().nullable(),
      iva_condition: z.enum(Object.keys(IVA_CONDITIONS) as [keyof typeof IVA_CONDITIONS, ...(keyof typeof IVA_CONDITIONS)[]]),
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
        rate: z.enum(Object.keys(IVA_RATES) as [keyof typeof IVA_RATES, ...(keyof typeof IVA_RATES)[]]),
        base: Amount,
        amount: Amount,
      }),
    ),
    exempt: Amount,
    not_taxed: Amount,
    other_taxes_total: Amount,
    total: Amount.openapi({ example: "2000.00" }),
    currency: z.literal("ARS"),
    observations: z.array(Problem).openapi({ description: "What ARCA observed without refusing." }),
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
}).openapi("PendingInvoice");
export type PendingInvoice = z.infer<typeof PendingInvoice>;
