import { createMiddleware } from "hono/factory";
import { AppError, errorCode } from "../../shared/errors.ts";
import { problem } from "../../shared/problems.ts";
import { existsInOtherMode } from "../accounts/index.ts";
import type { ApiEnv } from "./api-env.ts";
import { detailsOf } from "./error-body.ts";
import { onError } from "./errors.ts";

/** What a path may name. */
const ID = /\/([a-z]{2,4}_[0-7][0-9a-hjkmnp-tv-z]{25})(?=\/|$)/;

/**
 * An object of the other mode does not exist, to anyone. A member is told where it is, since he may look there as well: he has
 * only forgotten to switch. An API key is of one mode, and is told nothing.
 */
export const hintOtherMode = createMiddleware<ApiEnv>(async (c, next) => {
  await next();
  const { ctx } = c.var;
  const id = ID.exec(c.req.path)?.[1];
  if (!c.error || !id || !(ctx as unknown) || ctx.principal.kind !== "user" || errorCode(c.error) !== "not_found") return;
  const mode = await existsInOtherMode(ctx, id);
  if (!mode) return;
  const answer = onError(new AppError("not_found", { ...detailsOf(c.error), problems: [problem("id", "in_other_mode", { mode })] }), c);
  c.res = undefined;
  c.res = answer;
});
