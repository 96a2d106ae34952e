import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "@hono/zod-openapi";
import type { ApiEnv } from "./api-env.ts";
import { PERMISSIONS, type Rule } from "./permissions.ts";

type Document = ReturnType<OpenAPIHono<ApiEnv>["getOpenAPI31Document"]>;
type Parameter = ReturnType<typeof header>;

const SIGNED_IN = [{ session: [] }, { accessToken: [] }];

const header = (name: string, description: string, schema: object) => ({ name, in: "header", required: false, description, schema });
const ORGANIZATION = header("Arca-Organization", "Of whoever has signed in: which of his organizations. Left out: the only one.", {
  type: "string",
});
const MODE = header("Arca-Mode", "Of whoever has signed in. A key is of one mode.", {
  type: "string",
  enum: ["test", "live"],
  default: "test",
});

/** Of what is counted. A 401 and a 403 come before that, and of a 5xx nobody knows. */
const LIMITS = {
  "RateLimit-Policy": {
    description: "How much of this an API key, or who has signed in, has in how many seconds (draft-ietf-httpapi-ratelimit-headers-11).",
    schema: { type: "string", example: '"issue";q=1000;w=3600' },
  },
  RateLimit: {
    description: "What is left of it, and for how many seconds.",
    schema: { type: "string", example: '"issue";r=997;t=2710' },
  },
};
const UNCOUNTED = /^(401|403|5..)$/;

const Answer = z.looseObject({ headers: z.record(z.string(), z.unknown()).default({}) });
const Operation = z.looseObject({
  operationId: z.string(),
  parameters: z.array(z.unknown()).default([]),
  responses: z.record(z.string(), Answer),
});
const Paths = z.record(z.string(), z.record(z.string(), Operation));

/** The document, with what the table of permissions says of each operation. */
export function withPermissions(document: Document): object {
  const paths = Object.entries(Paths.parse(document.paths)).map(([path, methods]) => {
    const told = Object.entries(methods).map(([method, operation]) => [method, withRule(operation)] as const);
    return [path, Object.fromEntries(told)] as const;
  });
  return { ...document, paths: Object.fromEntries(paths) };
}

function withRule(operation: z.infer<typeof Operation>): object {
  const rule = PERMISSIONS[operation.operationId];
  if (!rule || isPublic(rule)) return { ...operation, security: [] };
  const parameters = [...operation.parameters, ...headersOf(rule)];
  const responses = isCounted(rule) ? withLimits(operation.responses) : operation.responses;
  return { ...operation, responses, ...(parameters.length > 0 && { parameters }), ...extensionsOf(rule) };
}

const isCounted = (rule: Rule): boolean => !("budget" in rule && rule.budget === "none");

const withLimits = (responses: Readonly<Record<string, z.infer<typeof Answer>>>) =>
  Object.fromEntries(
    Object.entries(responses).map(([status, answer]) => {
      const headers = UNCOUNTED.test(status) ? answer.headers : { ...answer.headers, ...LIMITS };
      return [status, { ...answer, headers }] as const;
    }),
  );

function headersOf(rule: Rule): Parameter[] {
  if (!("roles" in rule) || rule.organization) return [];
  return rule.modeless ? [ORGANIZATION] : [ORGANIZATION, MODE];
}

function extensionsOf(rule: Exclude<Rule, { scope: "public" }>): object {
  const fresh = rule.fresh && { "x-arca-fresh": rule.fresh };
  if ("user" in rule) return { security: SIGNED_IN, "x-arca-user": true, ...fresh };
  return {
    ...(rule.scope === null && { security: SIGNED_IN }),
    "x-arca-roles": rule.roles,
    "x-arca-scope": rule.scope,
    ...fresh,
    ...(rule.secondFactor && { "x-arca-second-factor": rule.secondFactor }),
    ...(rule.modeless && { "x-arca-modeless": true }),
    ...(rule.organization && { "x-arca-organization": rule.organization }),
  };
}

const isPublic = (rule: Rule): rule is Extract<Rule, { scope: "public" }> => "scope" in rule && rule.scope === "public";
