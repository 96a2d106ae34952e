import { createMiddleware } from "hono/factory";
import { idempotencyKeyProblems } from "../../invoicing/index.ts";
import type { ApiEnv } from "../api-env.ts";

/** What is wrong with the Idempotency-Key, kept until the body has been looked at. */
export const keyProblems = createMiddleware<ApiEnv>(async (c, next) => {
  c.set("problems", idempotencyKeyProblems(c.req.header("Idempotency-Key")));
  await next();
});
