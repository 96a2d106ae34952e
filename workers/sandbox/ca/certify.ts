import { Buffer } from "node:buffer";
import { CertificationRequest, type PublicKeyInfo } from "pkijs";
import { toName } from "../../platform/distinguished-name.ts";
import { openAuthority } from "./authority.ts";
import { authorityName, publicKeyInfo, signCertificate } from "./certificate.ts";
import { valueIn } from "./names.ts";

/** The request is not PKCS#10 in PEM, its signature does not match its key, or the key is not RSA of at least 2048 bits. */
class CsrError extends Error {
  override readonly name = "CsrError";
}

/** By name, as errors are read here. */
export const isCsrError = (error: unknown): boolean => error instanceof Error && error.name === "CsrError";

interface Certification extends Subject {
  /** PKCS#10 in PEM. Only its key is taken: the subject is what the arguments say. */
  readonly csr: string;
}

interface Subject {
  /** The secret SANDBOX_CA_KEY: RSA, PKCS#8 in PEM. */
  readonly caKey: string;
  /** 11 digits. */
  readonly cuit: string;
  /** ARCA's name for the computer: letters, digits, `_`, `.` and `-`, at most 64. */
  readonly alias: string;
  /** Id of the organization, by which WSAA and WSFEv1 know whose sandbox a request is for. */
  readonly tenant: string;
  readonly now: Date;
}

const YEARS = 2;
const DAY_MS = 24 * 60 * 60 * 1000;
const MIN_KEY_BITS = 2048;
const ALIAS = /^[\w.-]{1,64}$/;

/**
 * A certificate of the sandbox, in PEM: subject `SERIALNUMBER=CUIT n, CN=alias` as ARCA's, valid for two years from yesterday.
 *
 * @throws CsrError
 * @throws RangeError when the alias is not one
 */
export async function certify({ csr, ...subject }: Certification): Promise<string> {
  return certifyKey((await readRequest(csr)).publicKey, subject);
}

/** The same for a key of RSA that nobody has to prove to hold. */
export async function certifyKey(publicKey: PublicKeyInfo, { caKey, cuit, alias, tenant, now }: Subject): Promise<string> {
  if (!ALIAS.test(alias)) throw new RangeError("alias: letters, digits, _ . - only, at most 64");
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(now.getUTCFullYear() + YEARS);
  return signCertificate(await openAuthority(caKey), {
    serialNumber: randomSerial(),
    subject: toName([
      ["SERIALNUMBER", `CUIT ${cuit}`],
      ["CN", alias],
    ]),
    publicKey,
    notBefore: new Date(now.getTime() - DAY_MS),
    notAfter,
    tenant,
  });
}

/**
 * The authority's own certificate, in PEM. It depends on the key alone, so that nothing has to be stored.
 *
 * @param caKey the secret SANDBOX_CA_KEY
 */
export async function authorityCertificate(caKey: string): Promise<string> {
  const authority = await openAuthority(caKey);
  return signCertificate(authority, {
    serialNumber: new Uint8Array([1]),
    subject: authorityName(),
    publicKey: await publicKeyInfo(authority),
    notBefore: new Date("2020-01-01T00:00:00Z"),
    notAfter: new Date("2049-12-31T23:59:59Z"), // the last second that UTCTime can write
  });
}

interface CertificateRequest {
  readonly publicKey: PublicKeyInfo;
  /** Its CN, where an alias may be so. */
  readonly alias: string | undefined;
}

/** @param pem PKCS#10. @throws CsrError */
export async function readRequest(pem: string): Promise<CertificateRequest> {
  const body = /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([A-Za-z0-9+/=\s]+)-----END/.exec(pem)?.[1];
  if (!body) throw new CsrError("no PKCS#10 request in the PEM text");
  try {
    const request = CertificationRequest.fromBER(new Uint8Array(Buffer.from(body, "base64")));
    const { algorithm } = await request.getPublicKey();
    if (!("modulusLength" in algorithm) || algorithm.modulusLength < MIN_KEY_BITS) throw new CsrError("the key is too short");
    const name = valueIn(request.subject, "CN");
    const alias = name !== undefined && ALIAS.test(name) ? name : undefined;
    if (await request.verify()) return { publicKey: request.subjectPublicKeyInfo, alias };
  } catch (error) {
    throw error instanceof CsrError ? error : new CsrError("not a PKCS#10 request with an RSA key", { cause: error });
  }
  throw new CsrError("the request is not signed by its own key");
}

/** 8 octets, positive, and not shorter by chance: DER would want leading zeros away. */
function randomSerial(): Uint8Array<ArrayBuffer> {
  const serial = crypto.getRandomValues(new Uint8Array(8));
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
}
