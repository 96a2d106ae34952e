import { Buffer } from "node:buffer";
import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import * as asn1js from "asn1js";
import { MAX_ROUNDS, roundsIn } from "./rounds.ts";

/** What may be wrong with a private key that somebody brings. */
export type KeyFault = "private_key_unreadable" | "passphrase_missing" | "passphrase_wrong" | "private_key_rounds" | "private_key_not_rsa";

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
  const encrypted = label.startsWith("ENCRYPTED") || body.includes("Proc-Type: 4,ENCRYPTED");
  if (encrypted && passphrase === undefined) return "passphrase_missing";
  if (label.startsWith("ENCRYPTED")) {
    const rounds = roundsOf(body);
    if (rounds === undefined) return "private_key_unreadable";
    if (rounds > MAX_ROUNDS) return "private_key_rounds";
  }
  try {
    const key = createPrivateKey(encrypted ? { key: block, format: "pem", passphrase: passphrase ?? "" } : { key: block, format: "pem" });
    return key.asymmetricKeyType === "rsa" ? key : "private_key_not_rsa";
  } catch {
    return encrypted ? "passphrase_wrong" : "private_key_unreadable";
  }
}

/** A key that is PKCS#8 in DER already. */
export function readPkcs8(der: Uint8Array): KeyObject | KeyFault {
  try {
    const key = createPrivateKey({ key: Buffer.from(der), format: "der", type: "pkcs8" });
    return key.asymmetricKeyType === "rsa" ? key : "private_key_not_rsa";
  } catch {
    return "private_key_unreadable";
  }
}

/** PKCS#8 in DER: the form in which a key is sealed, and imported when it signs. */
export const toPkcs8 = (key: KeyObject): Uint8Array => bytesOf(key.export({ type: "pkcs8", format: "der" }));

export const publicPartOf = (key: KeyObject): Uint8Array => bytesOf(createPublicKey(key).export({ type: "spki", format: "der" }));

const bytesOf = (exported: string | Buffer): Uint8Array => (typeof exported === "string" ? Buffer.from(exported) : exported);

/** Of an EncryptedPrivateKeyInfo (RFC 5958), before they are run; undefined for what is none. */
function roundsOf(base64: string): number | undefined {
  try {
    const { offset, result } = asn1js.fromBER(Buffer.from(base64, "base64"));
    const [algorithm, encrypted] = offset !== -1 && result instanceof asn1js.Sequence ? result.valueBlock.value : [];
    const isOne = algorithm instanceof asn1js.Sequence && encrypted instanceof asn1js.OctetString;
    return isOne ? roundsIn(algorithm) : undefined;
  } catch {
    return undefined;
  }
}
