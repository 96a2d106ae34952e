import { createRoute, type z } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { SandboxRelationInput, SandboxRelations } from "../../../shared/schemas/sandbox-relations.ts";
import { addRelation, clearRelations, getRelations } from "../../sandbox/index.ts";
import { BODY_ERRORS, errors, success } from "../responses.ts";
import { json, router } from "../router.ts";

const INPUT = { cuit: "30500010912", representative: "20999999000" } satisfies z.input<typeof SandboxRelationInput>;
const ONE = { object: "sandbox_relations", relations: [INPUT] } satisfies SandboxRelations;
const NONE = { object: "sandbox_relations", relations: [] } satisfies SandboxRelations;

const tags = ["Sandbox"];
const path = "/v1/sandbox/relations";

const add = createRoute({
  method: "put",
  path,
  operationId: "addSandboxRelation",
  summary: "Delegate a CUIT's services to another one",
  description:
    "What at ARCA is made in the Administrador de Relaciones. From its next login on, certificates of `representative` may act for `cuit`. Of test mode only. Needs `issuers:write`.",
  tags,
  request: {
    body: {
      required: true,
      ...json(SandboxRelationInput, "The relation.", { delegation: { summary: "A company and its accountant", value: INPUT } }),
    },
  },
  responses: {
    200: success(SandboxRelations, "All relations.", { one: { summary: "One relation", value: ONE } }),
    ...errors("issuers:write", { ...BODY_ERRORS, invalid_request: { problems: [problem("cuit", "cuit_check_digit")] } }),
  },
});

const get = createRoute({
  method: "get",
  path,
  operationId: "getSandboxRelations",
  summary: "See who may act for whom",
  description: "That a CUIT acts for itself is not listed. Of test mode only. Needs `issuers:read`.",
  tags,
  responses: {
    200: success(SandboxRelations, "All relations.", {
      one: { summary: "One relation", value: ONE },
      none: { summary: "None", value: NONE },
    }),
    ...errors("issuers:read"),
  },
});

const clear = createRoute({
  method: "delete",
  path,
  operationId: "clearSandboxRelations",
  summary: "End all delegations",
  description: "Tickets that were given go on naming whom they name. Of test mode only. Needs `issuers:write`.",
  tags,
  responses: { 200: success(SandboxRelations, "None is left.", { none: { summary: "None", value: NONE } }), ...errors("issuers:write") },
});

export const sandboxRelations = router()
  .openapi(add, async (c) => c.json(await addRelation(c.var.ctx, c.req.valid("json")), 200))
  .openapi(get, async (c) => c.json(await getRelations(c.var.ctx), 200))
  .openapi(clear, async (c) => c.json(await clearRelations(c.var.ctx), 200));
