import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { AppError } from "../../shared/errors.ts";
import { isAddressAllowed } from "../../shared/networks.ts";
import { problem } from "../../shared/problems.ts";
import { type Authenticate, type Authenticated, hasAnythingLive } from "../accounts/index.ts";
import { createContext, createUserContext, keyLookup, keyMemory } from "../platform/create-context.ts";
import { openNews } from "../platform/news.ts";
import type { Principal, SignedIn } from "../platform/principal.ts";
import type { ApiKey } from "../db/api-keys.ts";
import type { ApiEnv } from "./api-env.ts";
import { membershipNamed, type Named, ownerOfKey } from "./choose-owner.ts";
import { asksWhetherLive, type MemberRule, type Operation, requireFresh, requirePermission } from "./permissions.ts";

/** Who may ask, and how he is known. */
export interface Doors {
  readonly operationOf: (c: Context<ApiEnv>) => Operation | undefined;
  readonly authenticate: Authenticate;
  /** Whom the cookie or the access token of a request names; undefined: nobody. */
  readonly findSignedIn: (c: Context<ApiEnv>) => Promise<SignedIn | undefined>;
  /** Is a key to be looked up that nobody here has seen? */
  readonly mayGuess: (c: Context<ApiEnv>) => boolean;
  /** Hears of each key that is let in. */
  readonly noteUse: (c: Context<ApiEnv>, key: ApiKey) => void;
}

/**
 * Who asks, in which organization and mode, and may he? All of it before the body is read and before anything is looked up: a
 * refusal tells nothing about what is there. Behind it stands `ctx`, or `user` for what concerns no organization.
 */
export function authorizeWith(doors: Doors) {
  const news = openNews();
  return createMiddleware<ApiEnv>(async (c, next) => {
    const operation = doors.operationOf(c);
    c.set("operation", operation);
    if (operation && "scope" in operation.rule && operation.rule.scope === "public") return next();
    const isolate = { news, inBackground: (work: Promise<unknown>) => c.executionCtx.waitUntil(work) };
    const who = await identify(c, doors, isolate);
    if (operation && "user" in operation.rule) admitUser(c, who, operation.rule.fresh);
    else if (operation && "roles" in operation.rule) await admit(c, who, operation.rule, isolate);
    if ("key" in who) doors.noteUse(c, who.key);
    return next();
  });
}

type Who = Authenticated | SignedIn;
type Isolate = Parameters<typeof keyLookup>[1];

/** @throws AppError `unauthorized`, `api_key_malformed`, `rate_limited` */
async function identify(c: Context<ApiEnv>, { authenticate, findSignedIn, mayGuess }: Doors, isolate: Isolate): Promise<Who> {
  const authorization = c.req.header("authorization");
  if (authorization !== undefined && !ACCESS_TOKEN.test(authorization)) {
    return authenticate(authorization, { ...keyLookup(c.env, isolate), mayGuess: () => mayGuess(c) });
  }
  const signedIn = await findSignedIn(c);
  if (!signedIn) throw new AppError("unauthorized");
  return signedIn;
}

/** Three parts with dots between: no API key has any. */
const ACCESS_TOKEN = /^Bearer +[\w-]+\.[\w-]+\.[\w-]+$/i;

function admitUser(c: Context<ApiEnv>, who: Who, fresh: Parameters<typeof requireFresh>[0]): void {
  if (!("user" in who)) throw new AppError("forbidden", { problems: [problem(null, "people_only")] });
  c.set("user", createUserContext(c.env, who, c.var.requestId));
  requireFresh(fresh, "test", who.freshUntil, new Date());
}

async function admit(c: Context<ApiEnv>, who: Who, rule: MemberRule, isolate: Isolate): Promise<void> {
  const { owner, principal } = placeOf(c, who, rule);
  const memory = keyMemory(c.env, "user" in who ? null : who.hash, isolate);
  const ctx = createContext(c.env, { principal, owner, requestId: c.var.requestId, keyMemory: memory });
  c.set("ctx", ctx);
  if (principal.kind === "api_key" && !isAddressAllowed(principal.key.ipAllow, c.req.header("cf-connecting-ip"))) {
    throw new AppError("forbidden", { problems: [problem(null, "address_not_allowed")] });
  }
  const reachesLive = asksWhetherLive(rule, principal) && (await hasAnythingLive(ctx));
  requirePermission(rule, principal, reachesLive ? "live" : owner.mode, new Date());
}

function placeOf(c: Context<ApiEnv>, who: Who, rule: MemberRule) {
  const named: Named = {
    organization: c.req.header("Arca-Organization"),
    mode: c.req.header("Arca-Mode"),
    id: rule.organization && c.req.path.split("/")[3],
  };
  if (!("user" in who)) {
    const principal: Principal = { kind: "api_key", id: who.key.id, key: who.key };
    return { owner: ownerOfKey(who.key, named), principal };
  }
  const { organizationId, mode, role, secondFactorRequired } = membershipNamed(who.memberships, named, rule);
  const principal: Principal = { kind: "user", id: who.user.id, role, secondFactorRequired, signedIn: who };
  return { owner: { organizationId, mode }, principal };
}
