import { newId } from "../../shared/ids.ts";
import { type ApiKey, findApiKey } from "../db/api-keys.ts";
import { openDatabase } from "../db/database.ts";
import type { Owner } from "../db/owner.ts";
import { scoped } from "../db/scoped.ts";
import type { Ctx } from "./context.ts";
import { type KeyMemory, openKeyMemory } from "./key-memory.ts";
import type { News } from "./news.ts";

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

/** What outlasts Postgres of the key with that hash. */
export const keyMemory = (env: Env, hash: string, isolate: Isolate): KeyMemory =>
  openKeyMemory({ keepers: env.API_KEY_KEEPERS, hash, ...isolate });

interface Request {
  readonly key: ApiKey;
  readonly requestId: string;
  readonly keyMemory: KeyMemory;
}

/** The context of a request that an API key makes. */
export function createContext(env: Env, { key, requestId, keyMemory: memory }: Request): Ctx {
  const { organizationId, mode } = key;
  return {
    organizationId,
    mode,
    actor: key.id,
    scopes: new Set(key.scopes),
    requestId,
    db: scoped(openDatabase(env.DATABASE_URL), { organizationId, mode }),
    keyMemory: memory,
    now: () => new Date(),
    newId,
    issuers: env.ISSUER,
    batches: env.INVOICE_BATCHES,
    chores: env.ARCA_CHORES,
    sandboxes: env.SANDBOX,
    arcaHealth: env.ARCA_HEALTH,
    arcaParameters: env.ARCA_PARAMETERS,
    signer: env.SIGNER,
    wsaaUrls: { homologation: env.ARCA_HOMOLOGATION_WSAA_URL, production: env.ARCA_PRODUCTION_WSAA_URL },
    sandboxCaKey: env.SANDBOX_CA_KEY,
  };
}

/** On whose behalf something goes on after its request has been answered. */
interface Origin extends Owner {
  readonly actor: string;
  readonly scopes: readonly string[];
  readonly keyHash: string;
  readonly requestId: string;
}

/** The context of what an earlier request began: its key has been looked at then. */
export function contextOf(env: Env, { actor, keyHash, requestId, ...rest }: Origin, isolate: Isolate): Ctx {
  return createContext(env, { key: { ...rest, id: actor, expiresAt: null }, requestId, keyMemory: keyMemory(env, keyHash, isolate) });
}
