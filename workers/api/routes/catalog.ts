import { createRoute, z } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { Catalog, CATALOG_TABLES, CatalogQuery } from "../../../shared/schemas/catalog.ts";
import { getCatalog, openMemory, type TableRows } from "../../arca/index.ts";
import { CATALOG } from "../examples-arca.ts";
import { errors, success } from "../responses.ts";
import { router } from "../router.ts";

/** Any text: a table that is none is not found, and no fault of form. */
const table = z
  .string()
  .openapi({ param: { description: `Name of the table: ${CATALOG_TABLES.join(", ")}.` }, example: "comprobante_types" });

const get = createRoute({
  method: "get",
  path: "/v1/catalog/{table}",
  operationId: "getCatalog",
  summary: "Get a table of ARCA's",
  description:
    "ARCA's codes with their texts, and this API's own names for them. ARCA is asked once a day with the certificate of one of your issuers; nobody waits for it. Needs `invoices:read`.",
  tags: ["ARCA"],
  request: { params: z.object({ table }), query: CatalogQuery },
  responses: {
    200: success(Catalog, "The table.", { table: { summary: "The first two types of comprobante", value: CATALOG } }),
    ...errors("invoices:read", {
      not_found: { param: "table" },
      invalid_request: {
        problems: [problem("environment", "environment_not_in_mode", { mode: "test" }), problem("cursor", "cursor_invalid")],
      },
    }),
  },
});

/** One memory an isolate, like the API. */
export function catalog() {
  const memory = openMemory<TableRows>();
  return router().openapi(get, async (c) =>
    c.json(await getCatalog(c.var.ctx, c.req.valid("param").table, c.req.valid("query"), memory), 200),
  );
}
