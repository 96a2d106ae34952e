import { createHmac } from "node:crypto";

/**
 * HMAC-SHA-256 under the secret of sign-ins, for what the database or an object has to know again but not know: codes, addresses,
 * refresh tokens. `purpose` keeps them apart. Base64url.
 */
export const keyedHash = (secret: string, purpose: string, ...parts: readonly (string | number)[]): string =>
  createHmac("sha256", secret)
    .update(JSON.stringify(["arca.v1", purpose, ...parts]))
    .digest("base64url");
