import { Buffer } from "node:buffer";
import { verify } from "node:crypto";
import { AppError } from "../../../../shared/errors.ts";
import type { PublicKeyFinder } from "./public-keys.ts";

/** A message as it came, before anything is read of it. */
interface Message {
  readonly body: string;
  readonly keyId: string | undefined;
  /** Base64 of a DER signature, ECDSA with SHA-256, over the body. */
  readonly signature: string | undefined;
}

/** @throws AppError `signature_invalid` where it is not GitHub's; `unavailable` where that cannot be known now */
export async function verifyMessage(find: PublicKeyFinder, url: string, { body, keyId, signature }: Message, now: Date): Promise<void> {
  if (!keyId || !signature) throw new AppError("signature_invalid");
  const key = await find(url, keyId, now.getTime());
  if (!key || !isSignedBy(key, body, signature)) throw new AppError("signature_invalid");
}

function isSignedBy(key: Parameters<typeof verify>[2], body: string, signature: string): boolean {
  try {
    return verify("sha256", Buffer.from(body), key, Buffer.from(signature, "base64"));
  } catch {
    return false;
  }
}
