import { createMiddleware } from "hono/factory";
import type { ApiEnv } from "./api-env.ts";

/** Of every answer, unless it has set its own. The API serves data to programs: no browser may run, frame or keep it. */
const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "same-site",
  "Cache-Control": "no-store",
};

/** Names the request, in the answer and in the log, and closes the answer for browsers. */
export const commonHeaders = createMiddleware<ApiEnv>(async (c, next) => {
  c.set("requestId", `req_${crypto.randomUUID().replaceAll("-", "")}`);
  c.set("startedAt", performance.now());
  await next();
  c.header("Request-Id", c.var.requestId);
  for (const [name, value] of Object.entries(HEADERS)) {
    if (!c.res.headers.has(name)) c.header(name, value);
  }
});
