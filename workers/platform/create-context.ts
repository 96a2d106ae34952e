import { newId } from "../../shared/ids.ts";
import { type ApiKey, findApiKey } from "../db/api-keys.ts";
import { openDatabase } from "../db/database.ts";
import { scoped } from "../db/scoped.ts";
import type { Ctx } from "./context.ts";

/** What a request needs before anyone knows who makes it. */
export function keyLookup(env: Env) {
  return { pepper: env.API_KEY_PEPPER, now: new Date(), find: (hash: string) => findApiKey(openDatabase(env.DATABASE_URL), hash) };
}

/** The context of a request that an API key makes. */
export function createContext(env: Env, key: ApiKey, requestId: string): Ctx {
  const { organizationId, mode } = key;
  return {
    organizationId,
    mode,
    actor: key.id,
    scopes: new Set(key.scopes),
    requestId,
    db: scoped(openDatabase(env.DATABASE_URL), { organizationId, mode }),
    now: () => new Date(),
    newId,
    issuers: env.ISSUER,
    sandboxes: env.SANDBOX,
    arcaHealth: env.ARCA_HEALTH,
    arcaParameters: env.ARCA_PARAMETERS,
    signer: env.SIGNER,
    wsaaUrls: { homologation: env.ARCA_HOMOLOGATION_WSAA_URL, production: env.ARCA_PRODUCTION_WSAA_URL },
    sandboxCaKey: env.SANDBOX_CA_KEY,
  };
}
