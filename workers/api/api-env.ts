import type { Ctx } from "../platform/context.ts";

/** What Hono carries through a request. `ctx` is there behind `authenticate`. */
export interface ApiEnv {
  Bindings: Env;
  Variables: { requestId: string; startedAt: number; ctx: Ctx };
}
