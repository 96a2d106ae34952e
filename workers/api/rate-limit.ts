import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { AppError } from "../../shared/errors.ts";
import { problem } from "../../shared/problems.ts";
import { createLimiter, type KeyMeters, type Standing } from "../accounts/index.ts";
import type { ApiKey } from "../db/api-keys.ts";
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

/**
 * Counts what a key takes of its hour. Reads and look-ups are counted before anything is done. What issues takes while it is being
 * checked, and waits for it, by `ctx.admit`, before its first effect; a batch takes its items then, all or none. Whoever repeats what
 * was accepted once is answered all the same. Members are not counted: their sign-ins have limits of their own.
 * @throws AppError `rate_limited`, naming the policy; `unauthorized` where the key has just been revoked
 */
export function limitKeys({ metersOf, forget }: Ports) {
  const limiter = createLimiter();
  return createMiddleware<ApiEnv>(async (c, next) => {
    const { ctx, operation } = c.var;
    const { principal } = (ctx as typeof ctx | undefined) ?? {};
    const hash = (ctx as typeof ctx | undefined)?.keyMemory.hash ?? null;
    if (!operation || principal?.kind !== "api_key" || hash === null) return next();
    const { limits } = principal.key;
    const { budget, isCounted } = costOf(operation.rule);

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
    const require = (standing: Standing): void => {
      if (!standing.ok) throw refusal(budget, limits, standing);
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
    c.set("ctx", { ...ctx, admit: async (units = 1) => require(await (taking ??= take(units))) });
    await next();
    const standing = await (taking ?? take(0));
    tell(standing);
    if (c.res.status >= 400 && !c.res.headers.has("Idempotent-Replayed")) require(standing);
    return undefined;
  });
}

function refusal(budget: BudgetName, limits: ApiKey["limits"], { retryAfter }: Standing): AppError {
  const told = problem(null, "limit_reached", { policy: POLICIES[budget], limit: limits[budget], seconds: retryAfter });
  return new AppError("rate_limited", { retryAfter, problems: [told] });
}

/** @returns `isCounted`: it takes as much as its body has items */
function costOf(rule: Rule): { readonly budget: BudgetName; readonly isCounted: boolean } {
  const budget = "roles" in rule ? rule.budget : undefined;
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
