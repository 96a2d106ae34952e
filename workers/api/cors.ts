import { createMiddleware } from "hono/factory";
import type { ApiEnv } from "./api-env.ts";
import { trustedOrigins } from "./origins.ts";

const EXPOSED = "Location, Request-Id, Retry-After, RateLimit, RateLimit-Policy, Idempotent-Replayed, Server-Timing";
const PREFLIGHT = {
  "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
  "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key, Prefer, Arca-Organization, Arca-Mode",
  "Access-Control-Max-Age": "7200",
};

/** Lets the dashboard in, with its cookie, and no other page. */
export const letDashboardIn = createMiddleware<ApiEnv>(async (c, next) => {
  await next();
  const origin = c.req.header("origin");
  if (origin === undefined) return;
  c.header("Vary", "Origin", { append: true });
  if (!trustedOrigins(c.env).includes(origin)) return;
  c.header("Access-Control-Allow-Origin", origin);
  c.header("Access-Control-Allow-Credentials", "true");
  c.header("Access-Control-Expose-Headers", EXPOSED);
  if (c.req.method !== "OPTIONS") return;
  for (const [name, value] of Object.entries(PREFLIGHT)) c.header(name, value);
});
