import { createRoute } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { Me, MeUpdate } from "../../../shared/schemas/me.ts";
import { getMe, updateMe } from "../../accounts/index.ts";
import { ME } from "../organization-examples.ts";
import { BODY_ERRORS, success, userErrors } from "../responses.ts";
import { json, router } from "../router.ts";

const tags = ["Organizations"];
const me = { me: { summary: "An owner", value: ME } };

const get = createRoute({
  method: "get",
  path: "/v1/me",
  operationId: "getMe",
  summary: "Who am I?",
  description:
    "Who is signed in, with his organizations, his role in each, their issuers, and his preferences: all that a dashboard begins with.",
  tags,
  responses: { 200: success(Me, "Whoever is signed in.", me), ...userErrors() },
});

const update = createRoute({
  method: "patch",
  path: "/v1/me",
  operationId: "updateMe",
  summary: "Change my name, language or preferences",
  description: "What is left out stays as it is.",
  tags,
  request: {
    body: {
      required: true,
      ...json(MeUpdate, "What to change.", {
        language: { summary: "Mails in English", value: { language: "en", preferences: { theme: "dark" } } },
      }),
    },
  },
  responses: {
    200: success(Me, "As it is now.", me),
    ...userErrors({ ...BODY_ERRORS, invalid_request: { problems: [problem("preferences.color", "unknown_field")] } }),
  },
});

export const meRoutes = router()
  .openapi(get, async (c) => c.json(await getMe(c.var.user), 200))
  .openapi(update, async (c) => c.json(await updateMe(c.var.user, c.req.valid("json")), 200));
