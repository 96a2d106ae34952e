import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { AppError } from "../../shared/errors.ts";
import { problem } from "../../shared/problems.ts";
import { HOURLY_LIMIT } from "../../shared/schemas/api-key.ts";
import { createLimiter, type KeyMeters, type Standing } from "../accounts/index.ts";
import type { Limits } from "../db/api-keys.ts";
import type { BudgetName } from "../platform/key-meter.ts";
import { log } from "../platform/log.ts";
import type { ApiEnv } from "./api-env.ts";
import type { Rule } from "./permissions.ts";

/** How the budgets are called in the header fields. */
const POLICIES: Readonly<Record<BudgetName, string>> = { reads: "read", issuing: "issue", lookups: "lookup" };
const WINDOW_S = 3600;

interface Ports {
  readonly metersOf: (c: Context<ApiEnv>) => KeyMeters;
  /** What is remembered of the key with that hash no longer holds. */
  readonly forget: (hash: string) => void;
}

/** What an hour of a user holds, in whichever of his organizations he acts: a dashboard reads much. */
const OF_USER: Limits = { reads: 10 * HOURLY_LIMIT, issuing: HOURLY_LIMIT, lookups: HOURLY_LIMIT };

/**
 * Counts what a key takes of its hour, or a user of his. Reads and look-ups are counted before anything is done. What issues takes while
 * it is being checked, and waits for it, by `ctx.admit`, before its first effect; a batch takes its items then, all or none. Whoever
 * repeats what was accepted once is answered all the same.
 * @throws AppError `rate_limited`, naming the policy; `invalid_request` for a batch of more than any hour has; `unauthorized` where the
 *   key has just been revoked
 */
export function limitKeys({ metersOf, forget }: Ports) {
  const limiter = createLimiter();
  return createMiddleware<ApiEnv>(async (c, next) => {
    const { ctx, operation } = c.var;
    const account = accountOf(c);
    const costs = operation && costOf(operation.rule);
    if (!costs || !account) return next();
    const { hash, limits } = account;
    const { budget, isCounted } = costs;

    const take = async (cost: number): Promise<Standing> => {
      const later = (work: Promise<void>) => c.executionCtx.waitUntil(work);
      const standing = await limiter({ hash, limits, budget, cost, now: Date.now(), meters: forgiving(metersOf(c)), later });
      if (standing !== "ended") return standing;
      forget(hash);
      throw new AppError("unauthorized");
    };
    const tell = (standing: Standing): void => {
      for (const [name, value] of Object.entries(rateLimitFields(POLICIES[budget], limits[budget], standing))) c.header(name, value);
    };
    let units = 1;
    const require = (standing: Standing): void => {
      if (!standing.ok) throw refusal(budget, limits, standing, units);
    };

    if (budget !== "issuing") {
      const standing = await take(1);
      tell(standing);
      require(standing);
      return next();
    }
    let taking = isCounted ? undefined : take(1);
    // Somebody waits for it below, whatever comes of what is done meanwhile.
    taking?.catch(() => undefined);
    const admit = async (wanted = 1): Promise<void> => {
      units = wanted;
      require(await (taking ??= take(wanted)));
    };
    c.set("ctx", { ...ctx, admit });
    await next();
    const standing = await (taking ?? take(0));
    tell(standing);
    if (c.res.status >= 400 && !c.res.headers.has("Idempotent-Replayed")) require(standing);
    return undefined;
  });
}

/** @returns `hash`: the name of the object that counts, of a user his id; undefined: nothing is counted */
function accountOf(c: Context<ApiEnv>): { readonly hash: string; readonly limits: Limits } | undefined {
  // What stands in front has set one of the two, or neither.
  const { ctx, user } = c.var as Partial<ApiEnv["Variables"]>;
  const { principal, keyMemory } = ctx ?? {};
  if (principal?.kind === "api_key" && keyMemory?.hash) return { hash: keyMemory.hash, limits: principal.key.limits };
  const id = principal?.kind === "user" ? principal.id : user?.actor;
  return id === undefined ? undefined : { hash: id, limits: OF_USER };
}

/** A batch of more than an hour has would wait in vain. */
function refusal(budget: BudgetName, limits: Limits, { retryAfter }: Standing, units: number): AppError {
  const limit = limits[budget];
  if (units > Math.max(1, limit)) {
    return new AppError("invalid_request", { problems: [problem("invoices", "batch_beyond_limit", { count: units, limit })] });
  }
  const told = problem(null, "limit_reached", { policy: POLICIES[budget], limit, seconds: retryAfter });
  return new AppError("rate_limited", { retryAfter, problems: [told] });
}

/** @returns `isCounted`: it takes as much as its body has items; undefined: it costs nothing */
function costOf(rule: Rule): { readonly budget: BudgetName; readonly isCounted: boolean } | undefined {
  const budget = "budget" in rule ? rule.budget : undefined;
  if (budget === "none") return undefined;
  return budget === "items" ? { budget: "issuing", isCounted: true } : { budget: budget ?? "reads", isCounted: false };
}

/** Where an object cannot be asked nobody is kept out, but by one that has too much to do. */
const forgiving = ({ take }: KeyMeters): KeyMeters => ({
  async take(hash, demand) {
    try {
      return await take(hash, demand);
    } catch (error) {
      log("error", "api_key.meter.failed", { error });
      const isOverloaded = (error as { readonly overloaded?: unknown } | null)?.overloaded === true;
      const units = isOverloaded ? 0 : demand.units;
      return { units, remaining: 0, reset: 1, retryAfter: isOverloaded ? 1 : 0 };
    }
  },
});

/** draft-ietf-httpapi-ratelimit-headers-11: structured fields; a policy of q units in w seconds, of which r are left for t seconds. */
export const rateLimitFields = (policy: string, limit: number, { remaining, reset }: Pick<Standing, "remaining" | "reset">) => ({
  "RateLimit-Policy": `"${policy}";q=${limit};w=${WINDOW_S}`,
  RateLimit: `"${policy}";r=${remaining};t=${reset}`,
});
