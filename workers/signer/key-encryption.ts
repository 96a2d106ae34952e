import { Buffer } from "node:buffer";
import * as asn1js from "asn1js";
import { roundsIn } from "./rounds.ts";

/** Why an encrypted key does not open: with what workerd knows it is the passphrase, for it says no more than that it failed. */
export type EncryptionFault = "passphrase_wrong" | "private_key_encryption_unknown";

interface KeyEncryption {
  readonly rounds: number;
  readonly fault: EncryptionFault;
}

/** All that may stand in an AlgorithmIdentifier which workerd opens. */
const KNOWN_OIDS = new Set([
  // pbeWithSHA1And… 128BitRC4, 3-KeyTripleDES-CBC, 40BitRC2-CBC
  "1.2.840.113549.1.12.1.1",
  "1.2.840.113549.1.12.1.3",
  "1.2.840.113549.1.12.1.6",
  // PBES2, PBKDF2; hmacWithSHA1, hmacWithSHA256
  "1.2.840.113549.1.5.13",
  "1.2.840.113549.1.5.12",
  "1.2.840.113549.2.7",
  "1.2.840.113549.2.9",
  // des-EDE3-CBC; aes128-CBC, aes192-CBC, aes256-CBC
  "1.2.840.113549.3.7",
  "2.16.840.1.101.3.4.1.2",
  "2.16.840.1.101.3.4.1.22",
  "2.16.840.1.101.3.4.1.42",
]);
const KNOWN_CIPHERS = /^DEK-Info: (?:DES-CBC|DES-EDE3-CBC|AES-(?:128|192|256)-CBC),/m;

/**
 * How a key is encrypted, looked at before it is opened.
 * @param body of its PEM: an EncryptedPrivateKeyInfo (RFC 5958) in base64, or what openssl writes with header lines (RFC 1421)
 * @returns undefined for what is neither
 */
export function encryptionOf(body: string, isPkcs8: boolean): KeyEncryption | undefined {
  if (!isPkcs8) return { rounds: 1, fault: faultIf(KNOWN_CIPHERS.test(body)) };
  const algorithm = algorithmIn(body);
  return algorithm && { rounds: roundsIn(algorithm), fault: faultIf(oidsIn(algorithm).every((oid) => KNOWN_OIDS.has(oid))) };
}

const faultIf = (isKnown: boolean): EncryptionFault => (isKnown ? "passphrase_wrong" : "private_key_encryption_unknown");

function algorithmIn(base64: string): asn1js.Sequence | undefined {
  try {
    const { offset, result } = asn1js.fromBER(Buffer.from(base64, "base64"));
    const [algorithm, encrypted] = offset !== -1 && result instanceof asn1js.Sequence ? result.valueBlock.value : [];
    return algorithm instanceof asn1js.Sequence && encrypted instanceof asn1js.OctetString ? algorithm : undefined;
  } catch {
    return undefined;
  }
}

function oidsIn(block: unknown): string[] {
  if (block instanceof asn1js.ObjectIdentifier) return [block.valueBlock.toString()];
  return block instanceof asn1js.Sequence ? block.valueBlock.value.flatMap(oidsIn) : [];
}
