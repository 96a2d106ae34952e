import { fromPem } from "../../platform/pem.ts";

/**
 * The sandbox's certification authority. Its one key, the secret SANDBOX_CA_KEY, signs two kinds of bytes that cannot be taken
 * for each other: certificates, whose encoding begins with 0x30, and tickets, which `ticket.ts` begins with a text of its own.
 */
export interface Authority {
  readonly signingKey: CryptoKey;
  readonly verifyingKey: CryptoKey;
}

const ALGORITHM = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;

/** Importing costs milliseconds, and a secret is the same for the life of an isolate: only the last one is kept. */
let opened: { readonly secret: string; readonly authority: Authority } | undefined;

/**
 * @param secret RSA key, PKCS#8 in PEM
 * @throws Error when it is not one
 */
export async function openAuthority(secret: string): Promise<Authority> {
  if (opened?.secret === secret) return opened.authority;
  const authority = await importKeys(secret);
  opened = { secret, authority };
  return authority;
}

async function importKeys(secret: string): Promise<Authority> {
  const der = fromPem("PRIVATE KEY", secret);
  if (!der) throw new Error("SANDBOX_CA_KEY is not a PKCS#8 key in PEM");
  const whole = (await crypto.subtle.exportKey(
    "jwk",
    await crypto.subtle.importKey("pkcs8", der, ALGORITHM, true, ["sign"]),
  )) as JsonWebKey;
  const { kty, n, e } = whole;
  if (!n || !e) throw new Error("SANDBOX_CA_KEY is not an RSA key");
  return {
    signingKey: await crypto.subtle.importKey("pkcs8", der, ALGORITHM, false, ["sign"]),
    verifyingKey: await crypto.subtle.importKey("jwk", { kty, n, e }, ALGORITHM, true, ["verify"]),
  };
}

export const signWith = ({ signingKey }: Authority, bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> =>
  crypto.subtle.sign(ALGORITHM.name, signingKey, bytes);

export const isSignedBy = (
  { verifyingKey }: Authority,
  signature: Uint8Array<ArrayBuffer>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<boolean> => crypto.subtle.verify(ALGORITHM.name, verifyingKey, signature, bytes);
