import { AppError } from "../../../shared/errors.ts";
import { apiKeyCache } from "./cache.ts";
import { hashApiKey, parseApiKey } from "./format.ts";
import type { ApiKey } from "../../db/api-keys.ts";

/** What looking up a key takes. It differs from request to request; the cache does not. */
interface Lookup {
  /** Base64. */
  readonly pepper: string;
  readonly now: Date;
  /** The active key with that hash. */
  readonly find: (hash: string) => Promise<ApiKey | undefined>;
}

export type Authenticate = ReturnType<typeof createAuthenticator>;

/**
 * Makes the function that turns an Authorization header into a key. One per isolate: it remembers each answer for 5 seconds,
 * so that a revoked key is refused after 5 seconds at the latest.
 */
export function createAuthenticator() {
  const cache = apiKeyCache();

  /** @throws AppError `api_key_malformed`, without any read; `unauthorized` */
  return async (authorization: string | undefined, { pepper, now, find }: Lookup): Promise<ApiKey> => {
    const secret = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
    if (!secret) throw new AppError("unauthorized");
    const parsed = parseApiKey(secret);
    if (!parsed) throw new AppError("api_key_malformed");
    const hash = await hashApiKey(secret, pepper);
    const known = cache.get(hash, now.getTime());
    const key = known ? known.key : await find(hash);
    if (!known) cache.set(hash, key, now.getTime());
    if (key?.mode !== parsed.mode) throw new AppError("unauthorized");
    return key;
  };
}
