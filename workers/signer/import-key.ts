import { Buffer } from "node:buffer";
import { createPrivateKey, createPublicKey, type KeyObject, type PrivateKeyInput } from "node:crypto";
import { type EncryptionFault, encryptionOf } from "./key-encryption.ts";
import { MAX_ROUNDS } from "./rounds.ts";

/** What may be wrong with a private key that somebody brings. */
export type KeyFault = EncryptionFault | "private_key_unreadable" | "passphrase_missing" | "private_key_rounds" | "private_key_not_rsa";

const BLOCK = /-----BEGIN (?<label>(?:RSA |EC |ENCRYPTED )?PRIVATE KEY)-----(?<body>[^]+?)-----END \k<label>-----/;

/**
 * An RSA key in PEM: PKCS#8 or PKCS#1, plain or under a passphrase.
 * @returns the key, or what is wrong with it
 */
export function readPrivateKey(pem: string, passphrase: string | undefined): KeyObject | KeyFault {
  const found = BLOCK.exec(pem);
  if (!found) return "private_key_unreadable";
  const [block] = found;
  const { label = "", body = "" } = found.groups ?? {};
  const isPkcs8 = label.startsWith("ENCRYPTED");
  const isEncrypted = isPkcs8 || body.includes("Proc-Type: 4,ENCRYPTED");
  if (!isEncrypted) return open({ key: block, format: "pem" }, "private_key_unreadable");
  if (passphrase === undefined) return "passphrase_missing";
  const encryption = encryptionOf(body, isPkcs8);
  if (!encryption) return "private_key_unreadable";
  if (encryption.rounds > MAX_ROUNDS) return "private_key_rounds";
  return open({ key: block, format: "pem", passphrase }, encryption.fault);
}

/** A key that is PKCS#8 in DER already. */
export const readPkcs8 = (der: Uint8Array): KeyObject | KeyFault =>
  open({ key: Buffer.from(der), format: "der", type: "pkcs8" }, "private_key_unreadable");

function open(input: PrivateKeyInput, fault: KeyFault): KeyObject | KeyFault {
  try {
    const key = createPrivateKey(input);
    return key.asymmetricKeyType === "rsa" ? key : "private_key_not_rsa";
  } catch {
    return fault;
  }
}

/** PKCS#8 in DER: the form in which a key is sealed, and imported when it signs. */
export const toPkcs8 = (key: KeyObject): Uint8Array => bytesOf(key.export({ type: "pkcs8", format: "der" }));

export const publicPartOf = (key: KeyObject): Uint8Array => bytesOf(createPublicKey(key).export({ type: "spki", format: "der" }));

const bytesOf = (exported: string | Buffer): Uint8Array => (typeof exported === "string" ? Buffer.from(exported) : exported);
