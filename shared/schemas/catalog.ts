import { z } from "@hono/zod-openapi";
import { ENVIRONMENTS } from "../catalog.ts";
import { IsoDate } from "./fields.ts";

export const CATALOG_TABLES = [
  "comprobante_types",
  "concepts",
  "document_types",
  "receiver_conditions",
  "iva_rates",
  "other_taxes",
  "currencies",
  "optionals",
  "countries",
  "units",
  "export_types",
  "export_kinds",
  "incoterms",
  "languages",
] as const;
export type CatalogTable = (typeof CATALOG_TABLES)[number];

export const CatalogQuery = z.strictObject({
  environment: z
    .enum(ENVIRONMENTS)
    .optional()
    .openapi({ description: "Of the key's mode. Default: `sandbox`, or `production` with a live key." }),
  limit: z.coerce.number().int().min(1).max(100).optional().openapi({ description: "Left out: the whole table." }),
  cursor: z.string().max(64).optional().openapi({ description: "`next_cursor` of the page before." }),
});
export type CatalogQuery = z.infer<typeof CatalogQuery>;

export const CatalogRow = z
  .object({
    code: z.string().openapi({ description: "ARCA's.", example: "6" }),
    name: z
      .string()
      .nullable()
      .openapi({ description: "What this API calls it, where it has a name of its own for it.", example: "factura_b" }),
    description: z.string().openapi({ description: "ARCA's own text.", example: "Factura B" }),
    valid_from: z.iso.date().nullable(),
    valid_to: z.iso.date().nullable(),
  })
  .openapi("CatalogRow");
export type CatalogRow = z.infer<typeof CatalogRow>;

export const Catalog = z
  .object({
    object: z.literal("list"),
    table: z.enum(CATALOG_TABLES),
    environment: z.enum(ENVIRONMENTS),
    source: z.enum(["arca", "shipped"]).openapi({
      description:
        "`arca`: as ARCA served it on `as_of`, asked again every day. `shipped`: ARCA has not been asked yet; as it was when this version was made.",
    }),
    as_of: IsoDate,
    data: z.array(CatalogRow),
    has_more: z.boolean(),
    next_cursor: z.string().nullable(),
  })
  .openapi("Catalog");
export type Catalog = z.infer<typeof Catalog>;
