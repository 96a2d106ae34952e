import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import type { ApiEnv } from "./api-env.ts";
import { type Operation, PERMISSIONS, type Rule } from "./permissions.ts";

/**
 * Finds which operation a request is for, before anything of it has run.
 * @throws Error at once, where an operation has no line in the table of permissions
 */
export function operationsOf(api: OpenAPIHono<ApiEnv>): (c: Context<ApiEnv>) => Operation | undefined {
  const operations = new Map<string, Operation>();
  for (const definition of api.openAPIRegistry.definitions) {
    if (definition.type !== "route") continue;
    const { method, path, operationId, request } = definition.route;
    operations.set(`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`, {
      id: String(operationId),
      rule: ruleOf(operationId),
      takesBody: request?.body !== undefined,
    });
  }
  return (c) => {
    for (const { method, path } of matchedRoutes(c)) {
      const operation = operations.get(`${method} ${path}`);
      if (operation) return operation;
    }
    return undefined;
  };
}

function ruleOf(operationId: string | undefined): Rule {
  const rule = operationId !== undefined && Object.hasOwn(PERMISSIONS, operationId) ? PERMISSIONS[operationId] : undefined;
  if (!rule) throw new Error(`${operationId ?? "An operation"} has no line in workers/api/permissions.ts.`);
  return rule;
}
