import { type CryptoKey, jwtVerify, type JWTVerifyGetKey, SignJWT } from "jose";
import type { TokenKeys } from "./token-keys.ts";

export const ACCESS_SECONDS = 10 * 60;
const NAME = "arca-api";
const TYPE = "at+jwt";

/** Names a user and the family of tokens that it belongs to; no personal data. RFC 9068. */
interface Subject {
  readonly userId: string;
  readonly familyId: string;
}

export async function signAccessToken(keys: TokenKeys, { userId, familyId }: Subject, now: Date): Promise<string> {
  const at = Math.floor(now.getTime() / 1000);
  return new SignJWT({ fam: familyId })
    .setProtectedHeader({ alg: "EdDSA", typ: TYPE, kid: keys.current })
    .setSubject(userId)
    .setIssuer(NAME)
    .setAudience(NAME)
    .setJti(crypto.randomUUID())
    .setIssuedAt(at)
    .setExpirationTime(at + ACCESS_SECONDS)
    .sign(await keys.privateKey());
}

/** Algorithm, type, issuer and audience are ours to fix, not the token's to say. @returns undefined for any that is not good */
export async function verifyAccessToken(keys: TokenKeys, token: string, now: Date): Promise<Subject | undefined> {
  const options = {
    algorithms: ["EdDSA"],
    typ: TYPE,
    issuer: NAME,
    audience: NAME,
    currentDate: now,
    requiredClaims: ["sub", "exp", "jti", "fam"],
  };
  const key: JWTVerifyGetKey<CryptoKey> = ({ kid }) => keys.publicKey(kid);
  try {
    const { payload } = await jwtVerify(token, key, options);
    const { sub, fam } = payload;
    return typeof sub === "string" && typeof fam === "string" ? { userId: sub, familyId: fam } : undefined;
  } catch {
    return undefined;
  }
}
