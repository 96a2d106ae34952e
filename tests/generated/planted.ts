import { createRoute, z } from "@hono/zod-openapi";
import { AppError } from "../../shared/errors.ts";
import { problem } from "../../shared/problems.ts";
import { errors, success } from "../../workers/api/responses.ts";
import { idParam, json, router } from "../../workers/api/router.ts";
import { asOwner } from "../support/tenant.ts";

const ISSUER = "iss_01kaf3rk4ke6w8k9b6n2m5xq7d";
const Found = z.object({ name: z.string().nullable() });
const Named = z.object({ issuer: z.string().openapi({ example: ISSUER }) });
const found = { 200: success(Found, "Found.", { one: { summary: "One", value: { name: "X" } } }) };
const common = { summary: "Planted", description: "Planted.", tags: ["Issuers"] };
const params = idParam(ISSUER);

// Their operationIds are others', so that there are lines for them in the table of permissions.
const leaking = createRoute({
  ...common,
  method: "get",
  path: "/v1/planted/{id}",
  operationId: "getIssuer",
  request: { params },
  responses: { ...found, ...errors("issuers:read", { not_found: { param: "id" } }) },
});
const writing = createRoute({
  ...common,
  method: "delete",
  path: "/v1/planted/{id}",
  operationId: "updateIssuer",
  request: { params },
  responses: { ...found, ...errors("issuers:write", { not_found: { param: "id" } }) },
});
const filtering = createRoute({
  ...common,
  method: "get",
  path: "/v1/planted",
  operationId: "listIssuers",
  request: { query: Named },
  responses: {
    200: success(z.object({ data: z.array(Found) }), "Found.", { one: { summary: "One", value: { data: [] } } }),
    ...errors("issuers:read"),
  },
});
const telling = createRoute({
  ...common,
  method: "post",
  path: "/v1/planted",
  operationId: "validateInvoice",
  request: { body: { required: true, ...json(Named, "Which.", { one: { summary: "One", value: { issuer: ISSUER } } }) } },
  responses: { ...found, ...errors("invoices:write", { invalid_request: {} }) },
});
const ofNoKind = createRoute({
  ...common,
  method: "get",
  path: "/v1/planted/{id}/parts",
  operationId: "listCertificates",
  request: { params: idParam("zzz_01kaf3rk4ke6w8k9b6n2m5xq7d") },
  responses: { ...found, ...errors("issuers:read", { not_found: { param: "id" } }) },
});
const open = createRoute({
  ...common,
  method: "get",
  path: "/planted/{id}",
  operationId: "listInvoices",
  request: { params },
  responses: { ...found, ...errors("invoices:read", { not_found: { param: "id" } }) },
});

/** Routes whose verbs forget whose the object is, each in its own way. */
export const planted = router()
  .openapi(leaking, async (c) => c.json({ name: await nameOf(c.req.valid("param").id) }, 200))
  .openapi(writing, async (c) => {
    await asOwner()`update issuers set address = 'planted' where id = ${c.req.valid("param").id}`;
    throw new AppError("not_found", { param: "id" });
  })
  .openapi(filtering, async (c) => {
    const name = await nameOf(c.req.valid("query").issuer).catch(() => undefined);
    return c.json({ data: name === undefined ? [] : [{ name }] }, 200);
  })
  .openapi(telling, async (c) => {
    // Nothing of it is shown, but that it exists.
    const code = await nameOf(c.req.valid("json").issuer).then(
      () => "representative_unknown" as const,
      () => "issuer_unknown" as const,
    );
    throw new AppError("invalid_request", { problems: [problem("issuer", code)] });
  })
  .openapi(ofNoKind, () => {
    throw new AppError("not_found", { param: "id" });
  });

/** And one that asks nobody who he is. */
export const plantedOutside = router().openapi(open, async (c) => c.json({ name: await nameOf(c.req.valid("param").id) }, 200));

/** Whosever it is: past the scoped layer and row level security. */
async function nameOf(id: string): Promise<string> {
  const [row] = await asOwner()`select legal_name from issuers where id = ${id}`;
  if (!row) throw new AppError("not_found", { param: "id" });
  return String(row["legal_name"]);
}
