import { createMiddleware } from "hono/factory";
import type { Authenticate } from "../accounts/index.ts";
import { createContext, keyLookup, keyMemory } from "../platform/create-context.ts";
import { openNews } from "../platform/news.ts";
import type { ApiEnv } from "./api-env.ts";

/** `Authorization: Bearer sk_…` → the context of the request. */
export function authenticateWith(authenticate: Authenticate) {
  const news = openNews();
  return createMiddleware<ApiEnv>(async (c, next) => {
    const isolate = { news, inBackground: (work: Promise<unknown>) => c.executionCtx.waitUntil(work) };
    const { key, hash } = await authenticate(c.req.header("authorization"), keyLookup(c.env, isolate));
    c.set("ctx", createContext(c.env, { key, requestId: c.var.requestId, keyMemory: keyMemory(c.env, hash, isolate) }));
    await next();
  });
}
