import { z } from "@hono/zod-openapi";
import {
  DOCUMENT_TYPES,
  EXPORT_KINDS,
  EXPORT_LANGUAGES,
  FCE_TRANSFERS,
  INCOTERMS,
  INVOICE_TYPES,
  MAX_POINT_OF_SALE,
  nameOf,
} from "../catalog.ts";
import { countryCode } from "../countries.ts";
import { toCurrency } from "../currencies.ts";
import { check, Cuit, decimalField, IsoDate } from "./fields.ts";
import { named, namesOf } from "./named.ts";

/** Dots, dashes and spaces are dropped. */
export const DocumentNumber = z
  .union([z.string().max(20), z.int().nonnegative()])
  .transform((value) => String(value).replaceAll(/[-. ]/g, ""))
  .openapi({ type: "string", example: "20111111112" });

/** Comes out as ISO 4217, or as ARCA's code where there is no other. */
export const Currency = z
  .string()
  .max(10)
  .refine((text) => toCurrency(text) !== undefined, check("currency_unknown"))
  .transform((text) => toCurrency(text) ?? text)
  .openapi({ type: "string", description: "ISO 4217, or ARCA's code.", example: "USD" });

const Country = z
  .union([z.string().max(10), z.int()])
  .transform(String)
  .refine((text) => countryCode(text) !== undefined, check("country_unknown"))
  .openapi({ type: "string", description: "ISO 3166 (two letters), or ARCA's code.", example: "BR" });

/** Tributos: every tax but IVA. */
export const OtherTax = z
  .strictObject({
    code: z.int().min(0).max(99).openapi({ description: "ARCA's Tributo: 7 is a percepción de IIBB, 99 another.", example: 7 }),
    description: z.string().trim().min(1).max(80).optional().openapi({ example: "Percepción IIBB CABA" }),
    base: decimalField(13, 2).openapi({ example: "1000.00" }),
    rate: decimalField(3, 2).openapi({ description: "Per cent.", example: "3.00" }),
    amount: decimalField(13, 2).openapi({ example: "30.00" }),
  })
  .openapi("OtherTax");

/** Also what this API does not issue itself, such as a remito, by ARCA's number. */
const AssociatedType = z
  .union([z.enum(namesOf(INVOICE_TYPES)), z.int().min(1).max(999)])
  .transform((value) => (typeof value === "number" ? (nameOf(INVOICE_TYPES, value) ?? value) : value))
  .openapi({
    anyOf: [
      { type: "string", enum: namesOf(INVOICE_TYPES) },
      { type: "integer", minimum: 1, maximum: 999, description: "ARCA's number." },
    ],
    example: "factura_a",
  });

export const AssociatedDocument = z
  .strictObject({
    type: AssociatedType,
    point_of_sale: z.int().min(1).max(MAX_POINT_OF_SALE),
    number: z.int().min(1).max(99999999),
    date: IsoDate.optional(),
    cuit: Cuit.optional().openapi({ description: "Of its issuer." }),
  })
  .openapi("AssociatedDocument");

export const AssociatedPeriod = z.strictObject({ from: IsoDate, to: IsoDate }).openapi("AssociatedPeriod");

export const Fce = z
  .strictObject({
    cbu: z
      .string()
      .trim()
      .min(1)
      .max(40)
      .optional()
      .openapi({ description: "Where it is paid: 22 digits. Of a factura.", example: "0170099220000067797370" }),
    alias: z.string().trim().min(1).max(40).optional().openapi({ description: "Alias of that CBU." }),
    transfer_system: z.enum(FCE_TRANSFERS).optional().openapi({ description: "Of a factura." }),
    annulment: z
      .boolean()
      .optional()
      .openapi({ description: "Of a nota: does it annul a comprobante that the buyer rejected? No, if left out." }),
  })
  .openapi("Fce", { description: "Factura de Crédito Electrónica MiPyMEs." });

const Permit = z.strictObject({ number: z.string().trim().min(1).max(16), country: Country.optional() });

export const Export = z
  .strictObject({
    country: Country,
    kind: named(EXPORT_KINDS),
    language: named(EXPORT_LANGUAGES),
    incoterm: z.enum(INCOTERMS).optional(),
    payment_terms: z.string().trim().min(1).max(50).optional().openapi({ example: "30 days" }),
    permits: z
      .array(Permit)
      .min(1)
      .max(100)
      .optional()
      .openapi({ description: "Permisos de embarque; their country is that of the sale, if left out." }),
  })
  .openapi("Export", { description: "Of letter E, and of no other." });

export const UsedGoods = z
  .strictObject({
    seller_name: z.string().trim().min(1).max(100),
    seller_nationality: Country.openapi({ description: "Told to ARCA where the seller's document is foreign." }),
    seller_address: z.string().trim().min(1).max(250),
  })
  .openapi("UsedGoods", { description: "Of `bien_usado`: who sells the used goods." });

export const Optional = z
  .strictObject({
    code: z
      .union([z.string().max(4), z.int().nonnegative()])
      .transform(String)
      .openapi({ type: "string", description: "ARCA's Opcional.", example: "23" }),
    value: z.string().max(250),
  })
  .openapi("Optional");

export const Buyer = z
  .strictObject({
    document_type: named(DOCUMENT_TYPES),
    document_number: DocumentNumber,
    percent: decimalField(3, 2).openapi({ example: "50.00" }),
  })
  .openapi("Buyer", { description: "One of several who buy together; the customer is the one with the largest part." });

/** ARCA's number of an activity, as FEParamGetActividades gives it. */
export const Activity = z.int().min(1).max(999999);
