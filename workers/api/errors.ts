import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError, ERRORS, errorCode } from "../../shared/errors.ts";
import { log } from "../platform/log.ts";
import { isOutage } from "../platform/outage.ts";
import type { ApiEnv } from "./api-env.ts";
import { detailsOf, toErrorBody } from "./error-body.ts";

/** Seconds that a caller should wait where the error itself does not know. */
const OUTAGE_SECONDS = 5;

/** The one place where an error becomes an answer. What is not meant for the caller is logged under the request id. */
export function onError(thrown: unknown, c: Context<ApiEnv>): Response {
  const error = translate(thrown);
  const code = errorCode(error);
  const { status } = ERRORS[code];
  const { requestId } = c.var;
  if (status >= 500) log("error", "request.serve.failed", { request_id: requestId, code, error: thrown });
  const { retryAfter = code === "unavailable" ? OUTAGE_SECONDS : undefined } = detailsOf(error);
  if (retryAfter !== undefined) c.header("Retry-After", String(Math.max(1, Math.ceil(retryAfter))));
  if (status === 401) c.header("WWW-Authenticate", 'Bearer realm="ARCA API"');
  return c.json(toErrorBody(error, { requestId, origin: new URL(c.req.url).origin }), status as ContentfulStatusCode);
}

/** Errors of the framework and of what we stand on, in our own terms. */
function translate(thrown: unknown): unknown {
  if (thrown instanceof HTTPException && thrown.status === 400) return new AppError("malformed_json", { cause: thrown });
  if (thrown instanceof HTTPException && thrown.status === 415) return new AppError("unsupported_media_type", { cause: thrown });
  if (errorCode(thrown) === "internal" && isOutage(thrown)) return new AppError("unavailable", { cause: thrown });
  return thrown;
}
