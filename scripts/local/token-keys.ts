import { generateKeyPairSync } from "node:crypto";

/** The form of `parseTokenKeys` in workers/accounts/people/tokens/token-keys.ts. */
export function newTokenKeys(): string {
  const { privateKey } = generateKeyPairSync("ed25519");
  return JSON.stringify({ current: "1", keys: { "1": privateKey.export({ format: "jwk" }) } });
}
