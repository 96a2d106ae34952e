import type { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import type { ApiEnv } from "./api-env.ts";

/**
 * OPTIONS says which methods a path has, to anyone: the document tells the same. No other origin is let in, so a browser's
 * preflight finds no permission in the answer. A path that has none is left to whatever answers unknown paths.
 */
export const answerOptions = (api: Hono<ApiEnv>) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    if (c.req.method !== "OPTIONS") return next();
    const methods = methodsOf(api, c.req.path);
    if (methods.size === 0) return next();
    return c.body(null, 204, { Allow: [...methods, "OPTIONS"].join(", ") });
  });

function methodsOf(api: Hono<ApiEnv>, path: string): Set<string> {
  const found = api.routes.filter((route) => route.method !== "ALL" && pattern(route.path).test(path)).map(({ method }) => method);
  return new Set(found.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])));
}

/** `/v1/issuers/:id` as a pattern for paths. */
const pattern = (path: string): RegExp => new RegExp(`^${path.replaceAll(/:\w+/g, "[^/]+").replaceAll("*", ".*")}$`);
