import { z } from "@hono/zod-openapi";
import { CONCEPTS, DOCUMENT_TYPES, INVOICE_TYPES, IVA_CONDITIONS, IVA_RATES, MAX_POINT_OF_SALE, UNTAXED } from "../catalog.ts";
import { check, decimalField, IsoDate } from "./fields.ts";
import {
  Activity,
  AssociatedDocument,
  AssociatedPeriod,
  Buyer,
  Currency,
  DocumentNumber,
  Export,
  Fce,
  Optional,
  OtherTax,
  UsedGoods,
} from "./invoice-parts.ts";
import { codesOf, named, nameOrCode, namesOf } from "./named.ts";

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
    iva_rate: z.enum([...namesOf(IVA_RATES), ...UNTAXED]).default("21"),
    discount: Discount.optional(),
    sku: z.string().trim().min(1).max(100).optional(),
  })
  .openapi("InvoiceItem");
export type InvoiceItem = z.infer<typeof InvoiceItem>;

export const InvoiceCustomer = z
  .strictObject({
    document_type: named(DOCUMENT_TYPES).default("none"),
    document_number: DocumentNumber.optional(),
    name: z.string().trim().min(1).max(200).optional(),
    iva_condition: named(IVA_CONDITIONS).optional().openapi({
      description: "`consumidor_final` without document or with a DNI; of a CUIT it is asked of ARCA's register, if left out.",
    }),
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
    issuer: z.string().max(64).optional().openapi({
      description: "Needed when the organization has several issuers in this mode.",
      example: "iss_01kaf3rk4ke6w8k9b6n2m5xq7d",
    }),
    type: z
      .union([z.literal("auto"), named(INVOICE_TYPES)])
      .default("auto")
      .openapi({
        ...nameOrCode(["auto", ...namesOf(INVOICE_TYPES)], codesOf(INVOICE_TYPES)),
        description:
          "`auto` is a factura, with the letter that the issuer's and the customer's condición frente al IVA give; anything else is asked for by name.",
      }),
    point_of_sale: z.int().min(1).max(MAX_POINT_OF_SALE).optional(),
    date: IsoDate.optional().openapi({ description: "Today in Buenos Aires, if left out." }),
    concept: named(CONCEPTS).default("products"),
    service_from: IsoDate.optional(),
    service_to: IsoDate.optional(),
    payment_due_on: IsoDate.optional(),
    customer: InvoiceCustomer.optional(),
    items: z.array(InvoiceItem).min(1).max(1000),
    prices_include_tax: z.boolean().default(true),
    currency: Currency.default("ARS"),
    exchange_rate: decimalField(4, 6).optional().openapi({ description: "Pesos for one unit of the currency.", example: "1432.5" }),
    same_currency_payment: z.boolean().optional().openapi({ description: "Is it paid in that same foreign currency?" }),
    other_taxes: z.array(OtherTax).max(100).optional(),
    associated_documents: z.array(AssociatedDocument).max(100).optional(),
    associated_period: AssociatedPeriod.optional(),
    fce: Fce.optional(),
    export: Export.optional(),
    used_goods: UsedGoods.optional(),
    optionals: z.array(Optional).max(6000).optional(),
    buyers: z.array(Buyer).max(100).optional(),
    activities: z.array(Activity).max(100).optional(),
    allow_redate: z.boolean().default(false).openapi({
      description:
        "May the invoice be dated today where ARCA takes its own date no longer, also while it waits? Where its point of sale and type has a later one already, it gets that date.",
    }),
    external_id: z.string().trim().min(1).max(100).optional(),
    metadata: Metadata.optional(),
  })
  .openapi("InvoiceInput");
export type InvoiceInput = z.infer<typeof InvoiceInput>;
