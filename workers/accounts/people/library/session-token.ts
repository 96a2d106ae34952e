import { Buffer } from "node:buffer";
import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export const SESSION_COOKIE = "__Host-arca_session";

const HASHED = "s1.";

export const isHashedToken = (text: string): boolean => text.startsWith(HASHED);

/** As the database has it; a token that was hashed is not hashed again. */
export const hashToken = (token: string): string =>
  isHashedToken(token) ? token : HASHED + createHash("sha256").update(token).digest("base64url");

/**
 * The hash of the token in a session's cookie, which better-auth signs: `token.signature`, HMAC-SHA-256 in base64.
 * @returns undefined for a cookie that we did not sign
 */
export function openCookie(value: string, secret: string): string | undefined {
  const dot = value.lastIndexOf(".");
  const token = value.slice(0, Math.max(dot, 0));
  const given = Buffer.from(value.slice(dot + 1), "base64");
  const right = createHmac("sha256", secret).update(token).digest();
  if (token === "" || isHashedToken(token) || given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  return hashToken(token);
}
