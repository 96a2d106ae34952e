import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { AppError, errorCode } from "../../shared/errors.ts";
import { problem } from "../../shared/problems.ts";
import { existsInOtherMode } from "../accounts/index.ts";
import { log } from "../platform/log.ts";
import type { ApiEnv } from "./api-env.ts";
import { detailsOf } from "./error-body.ts";
import { onError } from "./errors.ts";

const ID = /^[a-z]{2,4}_[0-7][0-9a-hjkmnp-tv-z]{25}$/;
/** What is said of an id in a body or a query that names nothing. */
const UNKNOWN: ReadonlySet<string> = new Set(["issuer_unknown", "representative_unknown"]);
/** Filters of lists that name an object: such a list is empty where there is none. */
const FILTERS = ["issuer", "target", "batch"];

/** Ids that named nothing, what they were given as, and what was answered. */
interface Vain {
  readonly ids: readonly string[];
  readonly param: string;
  readonly error: AppError | undefined;
}

/**
 * An object of the other mode does not exist, to anyone. A member is told where it is, since he may look there as well: he has
 * only forgotten to switch. A list that is empty for that alone is an error to him. An API key is of one mode, and is told nothing.
 */
export const hintOtherMode = createMiddleware<ApiEnv>(async (c, next) => {
  await next();
  const { ctx, operation } = c.var;
  if (!(ctx as unknown) || ctx.principal.kind !== "user" || !operation || !("roles" in operation.rule) || operation.rule.modeless) return;
  try {
    for (const { ids, param, error } of c.error ? await inRequest(c, c.error as AppError) : await inFilters(c)) {
      const modes = await Promise.all(ids.map((id) => existsInOtherMode(ctx, id)));
      const mode = modes.find((found) => found !== undefined);
      if (!mode) continue;
      const { problems = [], ...details } = detailsOf(error);
      const told = [...problems, problem(param, "in_other_mode", { mode })];
      const answer = onError(new AppError(error ? errorCode(error) : "invalid_request", { ...details, problems: told }), c);
      c.res = undefined;
      c.res = answer;
      return;
    }
  } catch (error) {
    // The answer stands without it.
    log("warn", "other_mode.hint.failed", { request_id: ctx.requestId, error });
  }
});

async function inRequest(c: Context<ApiEnv>, error: AppError): Promise<Vain[]> {
  const { param = "id", problems = [] } = detailsOf(error);
  if (errorCode(error) === "not_found") return [{ ids: c.req.path.split("/").filter(isId), param, error }];
  const field = problems.find(({ code }) => UNKNOWN.has(code))?.param;
  if (field == null) return [];
  const given = c.req.query(field) ?? (await c.req.json<Record<string, unknown>>())[field];
  return [{ ids: isId(given) ? [given] : [], param: field, error }];
}

async function inFilters(c: Context<ApiEnv>): Promise<Vain[]> {
  const vain = FILTERS.map((param) => ({ ids: [c.req.query(param)].filter(isId), param, error: undefined })).filter(({ ids }) => ids[0]);
  if (vain.length === 0 || c.req.method !== "GET" || !c.res.headers.get("content-type")?.startsWith("application/json")) return [];
  const { data } = await c.res.clone().json<{ readonly data?: readonly unknown[] }>();
  return data?.length === 0 ? vain : [];
}

const isId = (text: unknown): text is string => typeof text === "string" && ID.test(text);
