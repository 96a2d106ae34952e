import { createMiddleware } from "hono/factory";
import type { Authenticate } from "../accounts/index.ts";
import { createContext, keyLookup } from "../platform/create-context.ts";
import type { ApiEnv } from "./api-env.ts";

/** `Authorization: Bearer sk_…` → the context of the request. */
export const authenticateWith = (authenticate: Authenticate) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const key = await authenticate(c.req.header("authorization"), keyLookup(c.env));
    c.set("ctx", createContext(c.env, key, c.var.requestId));
    await next();
  });
