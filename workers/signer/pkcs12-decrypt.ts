import { Buffer } from "node:buffer";
import * as asn1js from "asn1js";
import forge from "node-forge";
import { type AlgorithmIdentifier, EncryptedContentInfo, EncryptedData, PBES2Params } from "pkijs";

/** The algorithm is none that either library knows, or the password does not open it. */
export type DecryptionFault = "pkcs12_encryption_unknown" | "pkcs12_password_wrong";

const PBES2 = "1.2.840.113549.1.5.13";
/** aes128-CBC, aes192-CBC, aes256-CBC. */
const AES = new Set(["2.16.840.1.101.3.4.1.2", "2.16.840.1.101.3.4.1.22", "2.16.840.1.101.3.4.1.42"]);

/**
 * Opens one encrypted part of a PKCS#12 file. pkijs knows PBES2 with AES, which new tools write, and reads any password as UTF-8;
 * the RC2 and 3DES of old tools are node-forge's, whose password is UTF-16 there.
 *
 * @param password as it was typed
 */
export function decryptPart(
  algorithm: AlgorithmIdentifier,
  encrypted: Uint8Array<ArrayBuffer>,
  password: string,
): Promise<Uint8Array<ArrayBuffer> | DecryptionFault> {
  return isAes(algorithm) ? byPkijs(algorithm, encrypted, password) : Promise.resolve(byForge(algorithm, encrypted, password));
}

function isAes({ algorithmId, algorithmParams }: AlgorithmIdentifier): boolean {
  if (algorithmId !== PBES2) return false;
  try {
    return AES.has(new PBES2Params({ schema: algorithmParams as asn1js.AsnType }).encryptionScheme.algorithmId);
  } catch {
    return false;
  }
}

async function byPkijs(algorithm: AlgorithmIdentifier, encrypted: Uint8Array<ArrayBuffer>, password: string) {
  const content = new EncryptedContentInfo({
    contentEncryptionAlgorithm: algorithm,
    encryptedContent: new asn1js.OctetString({ valueHex: encrypted.buffer }),
  });
  try {
    const opened = await new EncryptedData({ encryptedContentInfo: content }).decrypt({ password: utf8(password) });
    return new Uint8Array(opened);
  } catch {
    return "pkcs12_password_wrong";
  }
}

/** As an EncryptedPrivateKeyInfo, which is the same two fields, whatever is inside. */
function byForge(algorithm: AlgorithmIdentifier, encrypted: Uint8Array<ArrayBuffer>, password: string) {
  const part = new asn1js.Sequence({ value: [algorithm.toSchema(), new asn1js.OctetString({ valueHex: encrypted.buffer })] });
  const typed = algorithm.algorithmId === PBES2 ? forge.util.encodeUtf8(password) : password;
  try {
    // Its type does not say that it is null where the padding is not one.
    const opened = forge.pki.decryptPrivateKeyInfo(toForge(part), typed) as forge.asn1.Asn1 | null;
    return opened === null ? "pkcs12_password_wrong" : fromForge(opened);
  } catch (error) {
    return error instanceof Error && /unsupported|not supported/i.test(error.message)
      ? "pkcs12_encryption_unknown"
      : "pkcs12_password_wrong";
  }
}

const toForge = (block: asn1js.AsnType): forge.asn1.Asn1 => forge.asn1.fromDer(Buffer.from(block.toBER()).toString("binary"));

const fromForge = (block: forge.asn1.Asn1): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(forge.asn1.toDer(block).getBytes(), "binary"));

export const utf8 = (text: string): ArrayBuffer => new Uint8Array(new TextEncoder().encode(text)).buffer;
