import { createMiddleware } from "hono/factory";
import { ERRORS, errorCode } from "../../shared/errors.ts";
import { recordRefusal, refusalCap } from "../accounts/index.ts";
import { log } from "../platform/log.ts";
import type { ApiEnv } from "./api-env.ts";

/** Tells the audit log who was refused what, as far as it is known whose organization it is. Nobody waits for it. */
export function auditRefusals() {
  const isTold = refusalCap();
  return createMiddleware<ApiEnv>(async (c, next) => {
    await next();
    const { ctx, operation, requestId } = c.var;
    if (!c.error || !operation || !(ctx as unknown)) return;
    const code = errorCode(c.error);
    const refusal = { operation: operation.id, code };
    if (ERRORS[code].status !== 403 || !isTold(ctx.organizationId, ctx.actor, refusal, Date.now())) return;
    const recorded = recordRefusal(ctx, refusal).catch((error: unknown) =>
      log("error", "audit.refusal.failed", { request_id: requestId, error }),
    );
    c.executionCtx.waitUntil(recorded);
  });
}
