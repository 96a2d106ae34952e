import { AppError } from "../../../shared/errors.ts";
import { apiKeyCache } from "./cache.ts";
import { hashApiKey, parseApiKey } from "./format.ts";
import type { ApiKey } from "../../db/api-keys.ts";
import type { KeyMemory } from "../../platform/key-memory.ts";
import { log } from "../../platform/log.ts";
import { isOutage } from "../../platform/outage.ts";

/** Seconds that who has been guessing should wait. */
const AGAIN_S = 60;

/** What looking up a key takes. It differs from request to request; the cache does not. */
interface Lookup {
  /** Base64. */
  readonly pepper: string;
  readonly now: () => Date;
  /** The active key with that hash. */
  readonly find: (hash: string) => Promise<ApiKey | undefined>;
  /** The object of the key with that hash. */
  readonly memoryOf: (hash: string) => Pick<KeyMemory, "confirm" | "refuse" | "vouch">;
  /** May one be looked up that was never seen to be a key? False for who has been guessing. */
  readonly mayGuess: () => boolean;
}

/** A key that may act, and its hash. */
export interface Authenticated {
  readonly key: ApiKey;
  readonly hash: string;
}

export type Authenticate = ReturnType<typeof createAuthenticator>;

/**
 * Makes the function that turns an Authorization header into a key. One per isolate: it remembers each answer for 5 seconds,
 * so that a revoked key is refused after 5 seconds at the latest. While Postgres does not answer, the key's own object vouches
 * for a key that was confirmed within a day. Made-up keys cost that object nothing: it hears only of those that were keys here.
 */
export function createAuthenticator(cache = apiKeyCache()) {
  /** @throws AppError `api_key_malformed` and `rate_limited`, without any read; `unauthorized`. What the look-up throws, if nobody vouches */
  return async (authorization: string | undefined, lookup: Lookup): Promise<Authenticated> => {
    const secret = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
    if (!secret) throw new AppError("unauthorized");
    const parsed = parseApiKey(secret);
    if (!parsed) throw new AppError("api_key_malformed");
    const hash = hashApiKey(secret, lookup.pepper);
    const known = cache.get(hash, lookup.now().getTime());
    const key = known ? known.key : await lookUp(hash, lookup);
    if (key?.mode !== parsed.mode) throw new AppError("unauthorized");
    return { key, hash };
  };

  async function lookUp(hash: string, { now, find, memoryOf, mayGuess }: Lookup): Promise<ApiKey | undefined> {
    const wasKey = cache.wasKey(hash);
    if (!wasKey && !mayGuess()) throw new AppError("rate_limited", { retryAfter: AGAIN_S });
    const asked = now().getTime();
    const memory = memoryOf(hash);
    try {
      const key = await find(hash);
      cache.set(hash, key, asked);
      if (key) memory.confirm(key, asked);
      else if (wasKey) memory.refuse(asked);
      return key;
    } catch (error) {
      if (!isOutage(error)) throw error;
      const key = await memory.vouch();
      if (!key) throw error;
      log("warn", "api_key.look_up.vouched", { error });
      cache.set(hash, key, now().getTime());
      return key;
    }
  }
}
