import { createHash, timingSafeEqual } from "node:crypto";
import { Buffer } from "node:buffer";
import { type AuthSecrets, firstOf } from "../auth-secrets.ts";
import { keyedHash } from "../keyed-hash.ts";

/** Unused, one lives this long; a family ends after 90 days however often it is refreshed. */
export const REFRESH_SECONDS = 30 * 24 * 60 * 60;
export const FAMILY_SECONDS = 90 * 24 * 60 * 60;
/** Within which an answer that was lost can be asked for again. */
export const GRACE_SECONDS = 10;

interface Place {
  readonly familyId: string;
  /** Counts from 0 within the family. */
  readonly n: number;
}

const FORM = /^art_([0-7][0-9a-hjkmnp-tv-z]{25})_(0|[1-9]\d{0,8})_([\w-]{43})$/;

/** `art_<family>_<n>_<HMAC>`: derived, so that the same one can be given again; the database has its hash. */
export function refreshToken(secret: string, { familyId, n }: Place): string {
  return `art_${familyId.replace("fam_", "")}_${n}_${keyedHash(secret, "refresh_token", familyId, n)}`;
}

/** @returns its place, and the secret that it is of; undefined: none of ours, nothing is read for it */
export function parseRefreshToken(secrets: AuthSecrets, token: string): (Place & { readonly secret: string }) | undefined {
  const [, suffix, n, mac] = FORM.exec(token) ?? [];
  if (suffix === undefined || mac === undefined) return undefined;
  const place = { familyId: `fam_${suffix}`, n: Number(n) };
  const given = Buffer.from(token);
  return firstOf(secrets, (secret) => {
    const right = Buffer.from(refreshToken(secret, place));
    return right.length === given.length && timingSafeEqual(right, given) ? { ...place, secret } : undefined;
  });
}

export const hashRefreshToken = (token: string): string => createHash("sha256").update(token).digest("base64url");
