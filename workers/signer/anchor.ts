import { Buffer } from "node:buffer";
import { calculateJwkThumbprint, CompactSign } from "jose";
import type { KeyRing } from "../platform/seal.ts";

/** Where a chain of the audit log ends. */
export interface AuditHead {
  /** Of an organization, or of a user while he has none. */
  readonly chain: string;
  /** Of its last entry. */
  readonly seq: number;
  /** Of that entry, in hexadecimal: it covers all before it. */
  readonly hash: string;
}

/** Type of the JWS: see docs/decisions/0011-anchors-of-the-audit-log.md. */
export const ANCHOR_TYPE = "arca-audit-anchor+jws";

/** PKCS#8 of an Ed25519 key, up to its seed (RFC 8410). */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");
const PURPOSE = "arca.audit-anchor.v1";
const FORM = { chain: /^(?:org|usr)_[0-9a-z]{1,64}$/, hash: /^[0-9a-f]{64}$/ };

/** Whether it is a head and nothing else: what that key signs can be taken for nothing else. */
const isAuditHead = ({ chain, seq, hash }: AuditHead): boolean =>
  FORM.chain.test(chain) && Number.isSafeInteger(seq) && seq > 0 && FORM.hash.test(hash);

export type AnchorKey = Awaited<ReturnType<typeof anchorKey>>;

/** Of its own for this purpose, and always the same for a version of the ring. */
export async function anchorKey(ring: KeyRing, version: number) {
  const kek = await crypto.subtle.importKey("raw", ring.keys.get(version) ?? new Uint8Array(), "HKDF", false, ["deriveBits"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: new TextEncoder().encode(PURPOSE) };
  const seed = new Uint8Array(await crypto.subtle.deriveBits(derivation, kek, 256));
  const pkcs8 = new Uint8Array([...PKCS8_HEAD, ...seed]);
  const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", true, ["sign"]);
  for (const secret of [seed, pkcs8]) secret.fill(0);
  const { x = "" } = (await crypto.subtle.exportKey("jwk", privateKey)) as JsonWebKey;
  const jwk = { kty: "OKP", crv: "Ed25519", x };
  return { privateKey, jwk, kid: await calculateJwkThumbprint(jwk) };
}

/** @returns a JWS in compact form; undefined where it is anything but a head */
export async function signHead({ privateKey, jwk, kid }: AnchorKey, head: AuditHead, now: Date): Promise<string | undefined> {
  if (!isAuditHead(head)) return undefined;
  const { chain, seq, hash } = head;
  const payload = new TextEncoder().encode(JSON.stringify({ chain, seq, hash, at: now.toISOString() }));
  return new CompactSign(payload).setProtectedHeader({ alg: "EdDSA", typ: ANCHOR_TYPE, kid, jwk }).sign(privateKey);
}
