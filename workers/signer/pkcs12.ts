/**
 * PKCS#12 (RFC 7292) as a certificate and its key come out of browsers, Windows, Java and openssl. It is read from the outside in,
 * and what an encryption would cost is looked at before it is paid: size, number of parts, rounds of each, rounds of all.
 */
import { Buffer } from "node:buffer";
import * as asn1js from "asn1js";
import {
  type AlgorithmIdentifier,
  AuthenticatedSafe,
  CertBag,
  ContentInfo,
  EncryptedData,
  getCrypto,
  type MacData,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  type SafeBag,
  SafeContents,
} from "pkijs";
import { type DecryptionFault, decryptPart, utf8 } from "./pkcs12-decrypt.ts";
import { MAX_ROUNDS, roundsIn } from "./rounds.ts";

export type Pkcs12Fault = DecryptionFault | "pkcs12_unreadable" | "pkcs12_too_large" | "pkcs12_too_many_parts" | "pkcs12_rounds";

/** What is in the file: keys as PKCS#8, certificates as X.509, both in DER. */
export interface Pkcs12Contents {
  readonly keys: readonly Uint8Array[];
  readonly certificates: readonly Uint8Array[];
}

const MAX_BYTES = 64 * 1024;
const MAX_PARTS = 8;
/** Of the whole file: the check, the certificates and the key, each at its most, and one to spare. */
const MAX_ALL_ROUNDS = 4 * MAX_ROUNDS;

/** Ends the reading; never leaves this file. */
class Stop extends Error {
  readonly fault: Pkcs12Fault;
  constructor(fault: Pkcs12Fault) {
    super(fault);
    this.fault = fault;
  }
}

/** @param base64 of the file. @returns what is in it, or what is wrong with it or its password */
export async function openPkcs12(base64: string, password: string): Promise<Pkcs12Contents | Pkcs12Fault> {
  const compact = base64.replaceAll(/\s+/g, "");
  if (compact.length > (MAX_BYTES * 4) / 3 + 4) return "pkcs12_too_large";
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return "pkcs12_unreadable";
  const der = new Uint8Array(Buffer.from(compact, "base64"));
  if (der.length > MAX_BYTES) return "pkcs12_too_large";
  try {
    return await read(der, password, openMeter());
  } catch (error) {
    // What the parsers throw says what they stumbled over, not what is wrong.
    return error instanceof Stop ? error.fault : "pkcs12_unreadable";
  }
}

/** @throws Stop; whatever the parsers throw */
async function read(der: Uint8Array<ArrayBuffer>, password: string, meter: Meter): Promise<Pkcs12Contents> {
  const { authSafe, macData } = PFX.fromBER(der);
  if (authSafe.contentType !== ContentInfo.DATA || !(authSafe.content instanceof asn1js.OctetString)) throw new Stop("pkcs12_unreadable");
  const content = authSafe.content.getValue();
  if (macData) await verify(macData, content, password, meter);
  const { safeContents } = AuthenticatedSafe.fromBER(content);
  if (safeContents.length > MAX_PARTS) throw new Stop("pkcs12_too_many_parts");
  const bags: SafeBag[] = [];
  for (const part of safeContents) {
    bags.push(...SafeContents.fromBER(await openContent(part, password, meter)).safeBags);
    if (bags.length > MAX_PARTS) throw new Stop("pkcs12_too_many_parts");
  }
  const keys: Uint8Array[] = [];
  for (const { bagValue } of bags) {
    if (bagValue instanceof PrivateKeyInfo) keys.push(new Uint8Array(bagValue.toSchema().toBER()));
    if (bagValue instanceof PKCS8ShroudedKeyBag) keys.push(await openKey(bagValue, password, meter));
  }
  return { keys, certificates: bags.flatMap(({ bagValue }) => (bagValue instanceof CertBag ? certificateIn(bagValue) : [])) };
}

/** RFC 7292, appendix B: a wrong password shows here before anything is decrypted. */
async function verify({ mac, macSalt, iterations = 1 }: MacData, content: ArrayBuffer, password: string, meter: Meter): Promise<void> {
  meter.spend(iterations);
  const crypto = getCrypto(true);
  const algorithm = nameOf(() => crypto.getAlgorithmByOID(mac.digestAlgorithm.algorithmId, true, "digest").name);
  const right = await crypto.verifyDataStampedWithPassword({
    password: utf8(password),
    hashAlgorithm: algorithm,
    salt: bytesOf(macSalt).buffer,
    iterationCount: iterations,
    contentToVerify: content,
    signatureToVerify: bytesOf(mac.digest).buffer,
  });
  if (!right) throw new Stop("pkcs12_password_wrong");
}

function nameOf(find: () => string): string {
  try {
    return find();
  } catch {
    throw new Stop("pkcs12_encryption_unknown");
  }
}

async function openContent({ contentType, content }: ContentInfo, password: string, meter: Meter): Promise<ArrayBuffer> {
  if (contentType === ContentInfo.DATA && content instanceof asn1js.OctetString) return content.getValue();
  if (contentType !== ContentInfo.ENCRYPTED_DATA) throw new Stop("pkcs12_encryption_unknown");
  const { encryptedContentInfo: info } = new EncryptedData({ schema: content as asn1js.AsnType });
  const opened = await decrypt(info.contentEncryptionAlgorithm, new Uint8Array(info.getEncryptedContent()), password, meter);
  return opened.buffer;
}

const openKey = ({ encryptionAlgorithm, encryptedData }: PKCS8ShroudedKeyBag, password: string, meter: Meter): Promise<Uint8Array> =>
  decrypt(encryptionAlgorithm, bytesOf(encryptedData), password, meter);

async function decrypt(algorithm: AlgorithmIdentifier, encrypted: Uint8Array<ArrayBuffer>, password: string, meter: Meter) {
  meter.spend(roundsIn(algorithm.algorithmParams));
  const opened = await decryptPart(algorithm, encrypted, password);
  if (typeof opened === "string") throw new Stop(opened);
  return opened;
}

/** Of X.509, and of no other kind, pkijs makes a Certificate. */
function certificateIn({ certValue }: CertBag): Uint8Array[] {
  return certValue instanceof asn1js.OctetString ? [bytesOf(certValue)] : [];
}

const bytesOf = (octets: asn1js.OctetString): Uint8Array<ArrayBuffer> => new Uint8Array(octets.getValue());

type Meter = ReturnType<typeof openMeter>;

function openMeter() {
  let spent = 0;
  return {
    /** @throws Stop before the time is spent, not after it */
    spend(rounds: number): void {
      spent += rounds;
      if (rounds > MAX_ROUNDS || spent > MAX_ALL_ROUNDS) throw new Stop("pkcs12_rounds");
    },
  };
}
