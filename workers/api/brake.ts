import { createMiddleware } from "hono/factory";
import type { Context } from "hono";
import { AppError, ERRORS, errorCode } from "../../shared/errors.ts";
import type { ApiEnv } from "./api-env.ts";
import { networkOf } from "./client-address.ts";
import { onError } from "./errors.ts";
import { isOpenWrite } from "./open-writes.ts";
import { openOverruns } from "./overruns.ts";

const PERIOD_S = 60;
const LOGIN_PATH = "/sandbox/arca/ws/services/LoginCms";

/**
 * A brake on what anyone may call: so many calls a minute of one address. It counts at each location apart and only about, which is
 * why accounts have limits of their own. One per isolate.
 */
export function openBrakes() {
  const overruns = openOverruns();

  return {
    /** Of what signs in, or is open to anyone otherwise: 100 calls. @throws AppError `rate_limited` */
    address: createMiddleware<ApiEnv>(async (c, next) => {
      if (isForAnyone(c) && isOpenWrite(c.req.path) && !(await isWithinLimit(c))) throw tooMany();
      await next();
    }),
    /**
     * The same for whoever shows a key, a token or a cookie that nobody has: it counts as such a call, and beyond the limit he no longer
     * hears that it was wrong. Those at his address whose keys are in use here notice nothing.
     */
    guesses: createMiddleware<ApiEnv>(async (c, next) => {
      await next();
      if (!c.error || isForAnyone(c) || ERRORS[errorCode(c.error)].status !== 401 || (await isWithinLimit(c))) return;
      c.header("WWW-Authenticate", undefined);
      const answer = onError(tooMany(), c);
      c.res = undefined;
      c.res = answer;
    }),
    /**
     * Of the documentation: 100 calls, counted by themselves, so that reading keeps nobody from signing in. What says whether the API is
     * up has no brake: it looks at nothing, and whoever watches must not be told otherwise.
     */
    documents: createMiddleware<ApiEnv>(async (c, next) => {
      const network = networkIn(c);
      if (network !== undefined && !(await c.env.ADDRESS_BRAKE.limit({ key: `documents ${network}` })).success) throw tooMany();
      await next();
    }),
    /** Is a key to be looked up that nobody here has seen? Not for an address that was over the limit a moment ago. */
    mayGuess: (c: Context<ApiEnv>): boolean => !overruns.isLate(networkIn(c), Date.now()),
    /**
     * Of the sandbox's SOAP, which needs no key of ours: 6,000 calls, so that load can be tested against it; 300 of its login, which
     * costs the most, and whose ticket is good for twelve hours. SOAP clients do not read our errors: the status is all.
     */
    sandbox: createMiddleware<ApiEnv>(async (c, next) => {
      const network = networkIn(c);
      const brake = c.req.path === LOGIN_PATH && c.req.method === "POST" ? c.env.SANDBOX_LOGIN_BRAKE : c.env.SANDBOX_BRAKE;
      if (network === undefined || (await brake.limit({ key: network })).success) return next();
      return new Response("Too many requests from this address\n", { status: 429, headers: { "retry-after": String(PERIOD_S) } });
    }),
  };

  async function isWithinLimit(c: Context<ApiEnv>): Promise<boolean> {
    const network = networkIn(c);
    if (network === undefined || (await c.env.ADDRESS_BRAKE.limit({ key: network })).success) return true;
    overruns.note(network, Date.now());
    return false;
  }
}

function isForAnyone(c: Context<ApiEnv>): boolean {
  const rule = c.var.operation?.rule;
  return rule !== undefined && "scope" in rule && rule.scope === "public";
}

function networkIn(c: Context<ApiEnv>): string | undefined {
  const address = c.req.header("cf-connecting-ip");
  return address === undefined ? undefined : networkOf(address);
}

const tooMany = () => new AppError("rate_limited", { retryAfter: PERIOD_S });
