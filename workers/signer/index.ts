/**
 * The only place where a private key is ever open. The trust boundary: whoever holds the binding can have a key made or taken in,
 * and a well-formed login ticket request signed with it; no method gives a key back, and none signs bytes of the caller's choice. With a
 * key of its own it vouches for ends of the audit log.
 * Keys leave sealed to their certificate, issuer and environment, under a key-encryption key that no other Worker has.
 */
import { WorkerEntrypoint } from "cloudflare:workers";
import { log } from "../platform/log.ts";
import { open, parseKeyRing, privateKeyParts, rewrap, seal } from "../platform/seal.ts";
import { anchorKey, type AuditHead, signHead } from "./anchor.ts";
import { signCms } from "./cms.ts";
import { createCsr, type CsrSubject } from "./csr.ts";
import { checkCertified, type Imported, type ImportedCertificate, type ImportFault, openImported } from "./import.ts";
import { toPkcs8 } from "./import-key.ts";
import { readTicketRequest } from "./ticket-request.ts";

interface SignerEnv {
  readonly PRIVATE_KEY_KEYS: string;
}

/** What a sealed key is bound to. */
export interface KeyOwner {
  readonly certificateId: string;
  readonly issuerId: string;
  readonly environment: string;
}

/** Refusals carry a `code`, which survives the call between Workers: `invalid_ticket_request`, `invalid_subject`. */
class SignerError extends Error {
  override readonly name = "SignerError";
  readonly code: "invalid_ticket_request" | "invalid_subject";

  constructor(code: SignerError["code"]) {
    super(code);
    this.code = code;
  }
}

const ALGORITHM = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;
const RSA_2048 = { ...ALGORITHM, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };

export class Signer extends WorkerEntrypoint<SignerEnv> {
  /** Makes an RSA-2048 key. `csr` is PKCS#10 in PEM. @throws `invalid_subject` */
  async create({ organizationName, commonName, cuit, ...owner }: KeyOwner & CsrSubject): Promise<{ sealedKey: string; csr: string }> {
    if (!/^\d{11}$/.test(cuit) || !organizationName.trim() || !commonName.trim()) throw new SignerError("invalid_subject");
    const keys = (await crypto.subtle.generateKey(RSA_2048, true, ["sign", "verify"])) as CryptoKeyPair;
    const pkcs8 = new Uint8Array((await crypto.subtle.exportKey("pkcs8", keys.privateKey)) as ArrayBuffer);
    const sealedKey = await seal(this.#ring(), partsOf(owner), pkcs8);
    pkcs8.fill(0);
    const csr = await createCsr({ organizationName, commonName, cuit }, keys);
    log("info", "private_key.create.done", idsOf(owner));
    return { sealedKey, csr };
  }

  /**
   * Takes in a key that was made elsewhere, with its certificate.
   * @param request both in PEM, the key perhaps under a passphrase; or a PKCS#12 file and its password
   * @returns the key sealed, and what the certificate says; or all that is wrong with the two
   */
  async import(
    request: KeyOwner & Imported,
  ): Promise<{ sealedKey: string; certificate: ImportedCertificate } | { faults: readonly ImportFault[] }> {
    const opened = await openImported(request, new Date());
    if ("faults" in opened) {
      log("info", "private_key.import.refused", { ...idsOf(request), code: opened.faults.map(({ code }) => code).join(" ") });
      return opened;
    }
    const pkcs8 = toPkcs8(opened.key);
    const sealedKey = await seal(this.#ring(), partsOf(request), pkcs8);
    pkcs8.fill(0);
    log("info", "private_key.import.done", idsOf(request));
    return { sealedKey, certificate: opened.certificate };
  }

  /**
   * Whether a certificate is that of a key that `create` made.
   * @returns what it says; or all that is wrong with it
   * @throws `seal_refused` where the key is another row's
   */
  async check(
    request: KeyOwner & { sealedKey: string; certificate: string },
  ): Promise<{ certificate: ImportedCertificate } | { faults: readonly ImportFault[] }> {
    const pkcs8 = await open(this.#ring(), partsOf(request), request.sealedKey);
    try {
      return checkCertified(request.certificate, pkcs8, new Date());
    } finally {
      pkcs8.fill(0);
    }
  }

  /** The same key under the newest key-encryption key; it is not opened. @throws `seal_refused` */
  async rewrap(request: KeyOwner & { sealedKey: string }): Promise<string> {
    const sealedKey = await rewrap(this.#ring(), partsOf(request), request.sealedKey);
    log("info", "private_key.rewrap.done", idsOf(request));
    return sealedKey;
  }

  /**
   * @param request `certificate` in PEM; `ticketRequest` the XML of a loginTicketRequest 1.0
   * @returns base64 of a CMS SignedData with the request attached
   * @throws `invalid_ticket_request`; `seal_refused` where the key is another row's
   */
  async signTicketRequest(request: KeyOwner & { sealedKey: string; certificate: string; ticketRequest: string }): Promise<string> {
    const { sealedKey, certificate, ticketRequest, ...owner } = request;
    const read = readTicketRequest(ticketRequest);
    if (!read) throw new SignerError("invalid_ticket_request");
    const pkcs8 = await open(this.#ring(), partsOf(owner), sealedKey);
    const key = await crypto.subtle.importKey("pkcs8", pkcs8, ALGORITHM, false, ["sign"]);
    pkcs8.fill(0);
    const cms = await signCms({ key, certificate, content: ticketRequest, now: new Date() });
    log("info", "ticket_request.sign.done", { ...idsOf(owner), service: read.service });
    return cms;
  }

  /**
   * Vouches for where chains of the audit log end now, by this Worker's clock.
   * @returns of each a JWS, see anchor.ts; undefined of what is anything else
   */
  async signHeads(heads: readonly AuditHead[]): Promise<(string | undefined)[]> {
    const ring = this.#ring();
    const key = await anchorKey(ring, ring.current);
    const now = new Date();
    const anchors = await Promise.all(heads.map((head) => signHead(key, head, now)));
    log("info", "audit_log.anchor.signed", { count: anchors.filter((anchor) => anchor !== undefined).length, kid: key.kid });
    return anchors;
  }

  #ring() {
    return parseKeyRing(this.env.PRIVATE_KEY_KEYS);
  }
}

const partsOf = (owner: KeyOwner): string[] => privateKeyParts(owner.certificateId, owner.issuerId, owner.environment);

const idsOf = ({ certificateId, issuerId, environment }: KeyOwner) => ({ certificate_id: certificateId, issuer_id: issuerId, environment });

/** A Worker needs a handler; this one has no route, and would say nothing if it had. */
export default { fetch: () => new Response(null, { status: 404 }) } satisfies ExportedHandler<SignerEnv>;
