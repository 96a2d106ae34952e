import type { Problem } from "../../shared/errors.ts";
import type { Ctx } from "../platform/context.ts";

/** What Hono carries through a request. `ctx` is there behind `authenticate`; `problems` are what a part before the body has. */
export interface ApiEnv {
  Bindings: Env;
  Variables: { requestId: string; startedAt: number; ctx: Ctx; problems?: readonly Problem[] };
}
