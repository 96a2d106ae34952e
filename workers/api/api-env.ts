import type { Problem } from "../../shared/errors.ts";
import type { people } from "../accounts/index.ts";
import type { Ctx, UserCtx } from "../platform/context.ts";
import type { Operation } from "./permissions.ts";

/**
 * What Hono carries through a request. Behind `authorize` there is `ctx`, or `user` for operations that concern no organization;
 * `problems` are what a part before the body has.
 */
export interface ApiEnv {
  Bindings: Env;
  Variables: {
    requestId: string;
    startedAt: number;
    ctx: Ctx;
    user: UserCtx;
    people: () => people.PeopleCtx;
    operation: Operation | undefined;
    problems?: readonly Problem[];
  };
}
