import { newId } from "../../shared/ids.ts";
import { SCOPES_OF_ROLE } from "../../shared/roles.ts";
import { type ApiKeyUse, findApiKey, recordApiKeyUses } from "../db/api-keys.ts";
import { openDatabase } from "../db/database.ts";
import type { Owner } from "../db/owner.ts";
import { scoped } from "../db/scoped.ts";
import { userRows } from "../db/user-rows.ts";
import type { Ctx, UserCtx } from "./context.ts";
import { type KeyMemory, NO_KEY_MEMORY, openKeyMemory } from "./key-memory.ts";
import type { Demand, Grant } from "./key-meter.ts";
import type { News } from "./news.ts";
import type { Deferred, Principal, SignedIn } from "./principal.ts";
import { parseKeyRing } from "./seal.ts";

interface Isolate {
  readonly news: News;
  /** Goes on with it after the answer has left. */
  readonly inBackground: (work: Promise<unknown>) => void;
}

/** What a request needs before anyone knows who makes it. */
export function keyLookup(env: Env, isolate: Isolate) {
  return {
    pepper: env.API_KEY_PEPPER,
    now: () => new Date(),
    find: (hash: string) => findApiKey(openDatabase(env.DATABASE_URL), hash),
    memoryOf: (hash: string) => keyMemory(env, hash, isolate),
  };
}

/** What outlasts Postgres of the key with that hash; null: there is no key. */
export const keyMemory = (env: Env, hash: string | null, isolate: Isolate): KeyMemory =>
  hash === null ? NO_KEY_MEMORY : openKeyMemory({ keepers: env.API_KEY_KEEPERS, hash, ...isolate });

/** The objects that keep the meters of keys, each named by the hash of its key. */
export const keyMeters = (env: Env) => ({
  take: (hash: string, demand: Demand): Promise<Grant | "ended"> => env.API_KEY_KEEPERS.getByName(hash).take(demand),
});

export const useRecorder = (env: Env) => (uses: readonly ApiKeyUse[]) => recordApiKeyUses(openDatabase(env.DATABASE_URL), uses);

interface Request {
  readonly principal: Principal | Deferred;
  readonly owner: Owner;
  readonly requestId: string;
  readonly keyMemory: KeyMemory;
}

/** The context of what somebody does in an organization and a mode of it. Whether he may, the caller has seen to. */
export function createContext(env: Env, { principal, owner: { organizationId, mode }, requestId, keyMemory: memory }: Request): Ctx {
  return {
    organizationId,
    mode,
    principal,
    actor: principal.id,
    scopes: new Set(scopesOf(principal)),
    requestId,
    db: scoped(openDatabase(env.DATABASE_URL), { organizationId, mode }),
    keyMemory: memory,
    admit: async () => undefined,
    now: () => new Date(),
    newId,
    issuers: env.ISSUER,
    batches: env.INVOICE_BATCHES,
    chores: env.ARCA_CHORES,
    keyKeepers: env.API_KEY_KEEPERS,
    sandboxes: env.SANDBOX,
    arcaHealth: env.ARCA_HEALTH,
    arcaParameters: env.ARCA_PARAMETERS,
    signer: env.SIGNER,
    wsaaUrls: { homologation: env.ARCA_HOMOLOGATION_WSAA_URL, production: env.ARCA_PRODUCTION_WSAA_URL },
    apiKeyPepper: env.API_KEY_PEPPER,
    mailKeys: () => parseKeyRing(env.MAIL_KEYS),
    sandboxCaKey: env.SANDBOX_CA_KEY,
  };
}

function scopesOf(principal: Principal | Deferred): readonly string[] {
  switch (principal.kind) {
    case "api_key":
      return principal.key.scopes;
    case "user":
      return SCOPES_OF_ROLE[principal.role];
    case "deferred":
      return principal.scopes;
  }
}

/** The context of what a user does beside his organizations. */
export function createUserContext(env: Env, signedIn: SignedIn, requestId: string): UserCtx {
  const { id } = signedIn.user;
  const db = userRows(openDatabase(env.DATABASE_URL), id);
  return { signedIn, actor: id, requestId, db, now: () => new Date(), newId };
}

/** On whose behalf something goes on after its request has been answered. */
interface Origin extends Owner {
  readonly actor: string;
  readonly scopes: readonly string[];
  /** Of the API key that asked, if one did. */
  readonly keyHash: string | null;
  readonly requestId: string;
}

/** The context of what an earlier request began: whoever made it has been looked at then. */
export function contextOf(env: Env, { actor, scopes, keyHash, requestId, organizationId, mode }: Origin, isolate: Isolate): Ctx {
  const principal = { kind: "deferred" as const, id: actor, scopes };
  return createContext(env, { principal, owner: { organizationId, mode }, requestId, keyMemory: keyMemory(env, keyHash, isolate) });
}
