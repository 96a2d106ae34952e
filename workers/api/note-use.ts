import type { Context } from "hono";
import { toApiKeyUses, useCollector } from "../accounts/index.ts";
import type { ApiKey } from "../db/api-keys.ts";
import { useRecorder } from "../platform/create-context.ts";
import { log } from "../platform/log.ts";
import type { ApiEnv } from "./api-env.ts";

/** Remembers that a key was used, and writes what has been collected when it is time. Nobody waits for it. */
export function noteUses() {
  const note = useCollector();
  return (c: Context<ApiEnv>, key: ApiKey): void => {
    const due = note({ key, address: c.req.header("cf-connecting-ip"), at: Date.now() });
    if (due.length === 0) return;
    const written = toApiKeyUses(due, c.env.API_KEY_PEPPER)
      .then(useRecorder(c.env))
      .catch((error: unknown) => log("error", "api_key.uses.failed", { request_id: c.var.requestId, count: due.length, error }));
    c.executionCtx.waitUntil(written);
  };
}
