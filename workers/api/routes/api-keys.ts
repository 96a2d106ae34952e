import { createRoute } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { ApiKey, ApiKeyInput, ApiKeyQuery, ApiKeyUpdate, NewApiKey, RotationInput } from "../../../shared/schemas/api-key.ts";
import { pageOf } from "../../../shared/schemas/page.ts";
import { createApiKey, getApiKey, listApiKeys, revokeApiKey, rotateApiKey, updateApiKey } from "../../accounts/index.ts";
import { pageExample } from "../examples.ts";
import { API_KEY, API_KEY_INPUT, NEW_API_KEY } from "../organization-examples.ts";
import { BODY_ERRORS, errors, LOCATION, success } from "../responses.ts";
import { idParam, json, router } from "../router.ts";

const tags = ["API keys"];
const params = idParam(API_KEY.id);
const key = { key: { summary: "A restricted key", value: API_KEY } };
const created = { key: { summary: "A restricted key; its secret is shown this once", value: NEW_API_KEY } };
const SENSITIVE = { not_found: { param: "id" }, step_up_required: {} };

const FULL = { quota_exceeded: { problems: [problem(null, "api_keys_full", { limit: 100 })] } };

const create = createRoute({
  method: "post",
  path: "/v1/api-keys",
  operationId: "createApiKey",
  summary: "Make an API key",
  description:
    "`secret` is in this answer and never again. Nobody gives a key more than he holds himself. Keys are made by people, with a fresh sign-in.",
  tags,
  request: {
    body: {
      required: true,
      ...json(ApiKeyInput, "The key to make.", { restricted: { summary: "For invoices, from one network", value: API_KEY_INPUT } }),
    },
  },
  responses: {
    201: success(NewApiKey, "The key.", created, LOCATION),
    ...errors(null, {
      ...BODY_ERRORS,
      step_up_required: {},
      ...FULL,
      invalid_request: { problems: [problem("ip_allow[0]", "network_invalid"), problem("expires_at", "moment_past")] },
    }),
  },
});

const list = createRoute({
  method: "get",
  path: "/v1/api-keys",
  operationId: "listApiKeys",
  summary: "List API keys",
  description: "Newest first, of both modes, also those that work no more. Never the keys themselves.",
  tags,
  request: { query: ApiKeyQuery },
  responses: {
    200: success(pageOf(ApiKey), "A page of keys.", { page: { summary: "One key", value: pageExample(API_KEY) } }),
    ...errors(null, { invalid_request: { problems: [problem("cursor", "cursor_invalid")] } }),
  },
});

const get = createRoute({
  method: "get",
  path: "/v1/api-keys/{id}",
  operationId: "getApiKey",
  summary: "Get an API key",
  description: "Never the key itself.",
  tags,
  request: { params },
  responses: { 200: success(ApiKey, "The key.", key), ...errors(null, { not_found: { param: "id" } }) },
});

const update = createRoute({
  method: "patch",
  path: "/v1/api-keys/{id}",
  operationId: "updateApiKey",
  summary: "Rename an API key, or change its networks",
  description: "What is left out stays as it is. Scopes never change: make another key.",
  tags,
  request: {
    params,
    body: {
      required: true,
      ...json(ApiKeyUpdate, "What to change.", { name: { summary: "Another name", value: { name: "Tienda nueva" } } }),
    },
  },
  responses: {
    200: success(ApiKey, "The key.", key),
    ...errors(null, { ...BODY_ERRORS, ...SENSITIVE, invalid_request: { problems: [problem("ip_allow[0]", "network_invalid")] } }),
  },
});

const rotate = createRoute({
  method: "post",
  path: "/v1/api-keys/{id}/rotate",
  operationId: "rotateApiKey",
  summary: "Replace an API key",
  description: "Makes a key that may do the same; the old one goes on for `expires_in` seconds. A key is replaced once.",
  tags,
  request: {
    params,
    body: {
      required: true,
      ...json(RotationInput, "How long the old key goes on.", { day: { summary: "One day", value: { expires_in: 86_400 } } }),
    },
  },
  responses: {
    201: success(
      NewApiKey,
      "The new key.",
      { key: { summary: "The new key", value: { ...NEW_API_KEY, replaces: "key_01kaf3rk4ke6w8k9b6n2m5xq70" } } },
      LOCATION,
    ),
    ...errors(null, {
      ...BODY_ERRORS,
      ...SENSITIVE,
      ...FULL,
      conflict: { param: "id" },
      invalid_request: { problems: [problem("expires_in", "number_too_big", { limit: 604_800 })] },
    }),
  },
});

const revoke = createRoute({
  method: "delete",
  path: "/v1/api-keys/{id}",
  operationId: "revokeApiKey",
  summary: "Revoke an API key",
  description: "It works no more, within five seconds everywhere.",
  tags,
  request: { params },
  responses: {
    200: success(ApiKey, "The key.", {
      revoked: { summary: "Revoked", value: { ...API_KEY, status: "revoked", revoked_at: "2026-11-24T14:30:00.000Z" } },
    }),
    ...errors(null, SENSITIVE),
  },
});

export const apiKeys = router()
  .openapi(create, async (c) => {
    const made = await createApiKey(c.var.ctx, c.req.valid("json"));
    return c.json(made, 201, { Location: `/v1/api-keys/${made.id}` });
  })
  .openapi(list, async (c) => c.json(await listApiKeys(c.var.ctx, c.req.valid("query")), 200))
  .openapi(get, async (c) => c.json(await getApiKey(c.var.ctx, c.req.valid("param").id), 200))
  .openapi(update, async (c) => c.json(await updateApiKey(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 200))
  .openapi(rotate, async (c) => {
    const made = await rotateApiKey(c.var.ctx, c.req.valid("param").id, c.req.valid("json"));
    return c.json(made, 201, { Location: `/v1/api-keys/${made.id}` });
  })
  .openapi(revoke, async (c) => c.json(await revokeApiKey(c.var.ctx, c.req.valid("param").id), 200));
