import { z } from "@hono/zod-openapi";
import { INVOICE_TYPES, MAX_POINT_OF_SALE } from "../catalog.ts";
import { IsoDate, SearchText } from "./fields.ts";
import { InvoiceStatus } from "./invoice.ts";
import { codesOf, namesOf } from "./named.ts";
import { PageQuery } from "./page.ts";

const toCode = (text: string): number =>
  Object.hasOwn(INVOICE_TYPES, text) ? INVOICE_TYPES[text as keyof typeof INVOICE_TYPES].code : Number(text);

/** Filters of the list of invoices. */
export const InvoiceQuery = PageQuery.extend({
  issuer: SearchText(64).optional().openapi({ example: "iss_01kaf3rk4ke6w8k9b6n2m5xq7d" }),
  status: InvoiceStatus.optional(),
  type: z
    .enum([...namesOf(INVOICE_TYPES), ...codesOf(INVOICE_TYPES).map(String)])
    .transform(toCode)
    .optional()
    .openapi({ description: "Readable, or ARCA's number.", example: "factura_b" }),
  point_of_sale: z.coerce.number().int().min(1).max(MAX_POINT_OF_SALE).optional(),
  number: z.coerce.number().int().min(1).max(99999999).optional(),
  document_number: SearchText(20)
    .transform((text) => text.replaceAll(/[-. ]/g, ""))
    .optional()
    .openapi({ type: "string", description: "Of the customer; dots and dashes do not matter." }),
  date_from: IsoDate.optional(),
  date_to: IsoDate.optional(),
  external_id: SearchText(100).optional(),
  batch: SearchText(64).optional().openapi({ description: "Id of the batch that they came in." }),
}).openapi("InvoiceQuery");
export type InvoiceQuery = z.infer<typeof InvoiceQuery>;
