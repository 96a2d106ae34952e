/**
 * Envelope encryption at rest. A record is sealed with a fresh data key (AES-256-GCM), and the data key is wrapped with a
 * key-encryption key of the ring:
 *
 *   v1.<kek>.<iv|wrapped data key|tag>.<iv|data|tag>
 *
 * `parts` says what the record is and whose row it belongs to (`["private_key", certificate, issuer, environment]`). It is bound
 * to both layers as additional data, so that a record copied to another row, environment or purpose does not open.
 */
import { Buffer } from "node:buffer";

/** Key-encryption keys by version; `current` wraps what is sealed from now on, the others only open. */
export interface KeyRing {
  readonly current: number;
  readonly keys: ReadonlyMap<number, Uint8Array>;
}

/** The record does not open: another row's, altered, or its key has left the ring. Says no more than that on purpose. */
class SealError extends Error {
  override readonly name = "SealError";
  readonly code = "seal_refused";
}

/** By code: it may have crossed from another Worker. */
export const isSealRefusal = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && error.code === "seal_refused";

/** What the private key of a certificate is bound to. */
export const privateKeyParts = (certificateId: string, issuerId: string, environment: string): string[] => [
  "private_key",
  certificateId,
  issuerId,
  environment,
];

const KEY_BYTES = 32;
const IV_BYTES = 12;

/** @param json `{"current":1,"keys":{"1":"<base64 of 32 bytes>"}}`. @throws Error that names the fault and shows no key */
export function parseKeyRing(json: string): KeyRing {
  const ring = parseJson(json) as { current?: unknown; keys?: unknown } | null;
  if (typeof ring !== "object" || ring === null || typeof ring.keys !== "object" || ring.keys === null)
    throw new Error("key ring: not a ring");
  const keys = new Map(Object.entries(ring.keys).map(([version, key]) => [Number(version), Buffer.from(String(key), "base64")]));
  for (const [version, key] of keys) {
    if (!Number.isSafeInteger(version) || version < 1) throw new Error("key ring: a version is not a positive integer");
    if (key.length !== KEY_BYTES) throw new Error(`key ring: key ${version} is not ${KEY_BYTES} bytes`);
  }
  if (typeof ring.current !== "number" || !keys.has(ring.current)) throw new Error("key ring: the current key is missing");
  return { current: ring.current, keys };
}

export async function seal(ring: KeyRing, parts: readonly string[], data: Uint8Array): Promise<string> {
  const key = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  const body = await encrypt(key, aad("data", 0, parts), data);
  const wrapped = await wrap(ring, parts, key);
  key.fill(0);
  return `${wrapped}.${body}`;
}

/** @throws `seal_refused` */
export async function open(ring: KeyRing, parts: readonly string[], sealed: string): Promise<Uint8Array> {
  const key = await unwrap(ring, parts, sealed);
  const data = await decrypt(key, aad("data", 0, parts), sealed.split(".")[3]);
  key.fill(0);
  return data;
}

/** The same record under the ring's current key. The data itself is not decrypted. @throws `seal_refused` */
export async function rewrap(ring: KeyRing, parts: readonly string[], sealed: string): Promise<string> {
  const key = await unwrap(ring, parts, sealed);
  const wrapped = await wrap(ring, parts, key);
  key.fill(0);
  return `${wrapped}.${sealed.split(".")[3]}`;
}

async function wrap(ring: KeyRing, parts: readonly string[], key: Uint8Array): Promise<string> {
  return `v1.${ring.current}.${await encrypt(kek(ring, ring.current), aad("dek", ring.current, parts), key)}`;
}

async function unwrap(ring: KeyRing, parts: readonly string[], sealed: string): Promise<Uint8Array> {
  const [form, version, wrapped, , ...rest] = sealed.split(".");
  if (form !== "v1" || rest.length > 0) throw new SealError("unknown form");
  return decrypt(kek(ring, Number(version)), aad("dek", Number(version), parts), wrapped);
}

function kek(ring: KeyRing, version: number): Uint8Array {
  const key = ring.keys.get(version);
  if (!key) throw new SealError("unknown key");
  return key;
}

/** JSON, so that no two lists of parts read the same. */
const aad = (purpose: "dek" | "data", version: number, parts: readonly string[]): Uint8Array =>
  Buffer.from(JSON.stringify(["arca.v1", purpose, version, ...parts]));

const importKey = (key: Uint8Array, usage: "encrypt" | "decrypt"): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", key, "AES-GCM", false, [usage]);

async function encrypt(key: Uint8Array, additionalData: Uint8Array, data: Uint8Array): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const body = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, await importKey(key, "encrypt"), data);
  return Buffer.concat([iv, new Uint8Array(body)]).toString("base64url");
}

async function decrypt(key: Uint8Array, additionalData: Uint8Array, text: string | undefined): Promise<Uint8Array> {
  const bytes = Buffer.from(text ?? "", "base64url");
  const algorithm = { name: "AES-GCM", iv: bytes.subarray(0, IV_BYTES), additionalData };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, await importKey(key, "decrypt"), bytes.subarray(IV_BYTES)));
  } catch {
    throw new SealError("does not open");
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("key ring: not JSON");
  }
}
