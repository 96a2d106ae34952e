import { createRoute } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { Issuer, IssuerChanges, IssuerInput } from "../../../shared/schemas/issuer.ts";
import { pageOf, PageQuery } from "../../../shared/schemas/page.ts";
import { createIssuer, getIssuer, listIssuers, updateIssuer } from "../../accounts/index.ts";
import { ISSUER, ISSUER_CHANGES, ISSUER_INPUT, pageExample } from "../examples.ts";
import { BODY_ERRORS, errors, LOCATION, success } from "../responses.ts";
import { idParam, json, router } from "../router.ts";

const tags = ["Issuers"];
const issuer = { issuer: { summary: "An issuer of the sandbox", value: ISSUER } };

const create = createRoute({
  method: "post",
  path: "/v1/issuers",
  operationId: "createIssuer",
  summary: "Create an issuer",
  description:
    "Adds a CUIT to your organization. In the `sandbox` a private key and a certificate are made with it, and it issues at once; elsewhere it issues as soon as it has a certificate. Needs `issuers:write`.",
  tags,
  request: {
    body: {
      required: true,
      ...json(IssuerInput, "The issuer to create.", { sandbox: { summary: "A company in the sandbox", value: ISSUER_INPUT } }),
    },
  },
  responses: {
    201: success(Issuer, "The issuer.", issuer, LOCATION),
    ...errors("issuers:write", {
      ...BODY_ERRORS,
      conflict: { param: "cuit" },
      invalid_request: { problems: [problem("cuit", "cuit_check_digit"), problem("legal_name", "required")] },
    }),
  },
});

const update = createRoute({
  method: "patch",
  path: "/v1/issuers/{id}",
  operationId: "updateIssuer",
  summary: "Change an issuer",
  description:
    "Whose certificate signs for it, and its usual point of sale. A representative's certificate serves as soon as ARCA knows of the delegation: see its onboarding. Needs `issuers:write`.",
  tags,
  request: {
    params: idParam(ISSUER.id),
    body: {
      required: true,
      ...json(IssuerChanges, "What to change.", { represented: { summary: "Represented by another issuer", value: ISSUER_CHANGES } }),
    },
  },
  responses: {
    200: success(Issuer, "The issuer.", issuer),
    ...errors("issuers:write", {
      ...BODY_ERRORS,
      not_found: { param: "id" },
      invalid_request: { problems: [problem("represented_by", "representative_unknown")] },
    }),
  },
});

const get = createRoute({
  method: "get",
  path: "/v1/issuers/{id}",
  operationId: "getIssuer",
  summary: "Get an issuer",
  description: "Needs `issuers:read`.",
  tags,
  request: { params: idParam(ISSUER.id) },
  responses: { 200: success(Issuer, "The issuer.", issuer), ...errors("issuers:read", { not_found: { param: "id" } }) },
});

const list = createRoute({
  method: "get",
  path: "/v1/issuers",
  operationId: "listIssuers",
  summary: "List issuers",
  description: "Newest first. Needs `issuers:read`.",
  tags,
  request: { query: PageQuery },
  responses: {
    200: success(pageOf(Issuer), "A page of issuers.", { page: { summary: "One issuer", value: pageExample(ISSUER) } }),
    ...errors("issuers:read", { invalid_request: { problems: [problem("cursor", "cursor_invalid")] } }),
  },
});

export const issuers = router()
  .openapi(create, async (c) => {
    const created = await createIssuer(c.var.ctx, c.req.valid("json"));
    return c.json(created, 201, { Location: `/v1/issuers/${created.id}` });
  })
  .openapi(update, async (c) => c.json(await updateIssuer(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 200))
  .openapi(get, async (c) => c.json(await getIssuer(c.var.ctx, c.req.valid("param").id), 200))
  .openapi(list, async (c) => c.json(await listIssuers(c.var.ctx, c.req.valid("query")), 200));
