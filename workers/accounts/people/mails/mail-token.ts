import { createHash, randomBytes } from "node:crypto";

/** 256 bits: the database may have its bare hash. */
export function newMailToken(): { readonly token: string; readonly hash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashMailToken(token) };
}

export const hashMailToken = (token: string): string => createHash("sha256").update(token).digest("base64url");
