import { Buffer } from "node:buffer";
import { type KeyObject, X509Certificate } from "node:crypto";
import { type KeyFault, publicPartOf, readPrivateKey } from "./import-key.ts";

/** A certificate and a key that somebody brings, in PEM. */
export interface Imported {
  readonly certificate: string;
  readonly privateKey: string;
  readonly passphrase?: string | undefined;
}

type CertificateFault = "certificate_unreadable" | "certificate_without_cuit" | "certificate_expired" | "certificate_not_yet_valid";

export interface ImportFault {
  readonly field: "certificate" | "private_key" | "passphrase";
  readonly code: KeyFault | CertificateFault | "private_key_too_small" | "private_key_of_another_certificate";
}

/** What the certificate says of itself. Instants in ISO 8601; names as `C=AR, O=AFIP, CN=…`. */
export interface ImportedCertificate {
  /** The certificate alone, without what else was in the text. */
  readonly pem: string;
  readonly cuit: string;
  readonly subject: string;
  readonly issuedBy: string;
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly expiresAt: string;
}

interface Opened {
  readonly key: KeyObject;
  readonly certificate: ImportedCertificate;
}

const MIN_BITS = 2048;

/** All that is wrong with the two at once; or the key, open, and what its certificate says. */
export function openImported(
  { certificate: pem, privateKey, passphrase }: Imported,
  now: Date,
): Opened | { faults: readonly ImportFault[] } {
  const x509 = readCertificate(pem);
  const key = readPrivateKey(privateKey, passphrase);
  const faults = [...certificateFaults(x509, now), ...keyFaults(key), ...pairFaults(x509, key)];
  if (!x509 || typeof key === "string" || faults.length > 0) return { faults };
  return { key, certificate: describe(x509) };
}

function readCertificate(pem: string): X509Certificate | undefined {
  const block = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/.exec(pem)?.[0];
  try {
    return block === undefined ? undefined : new X509Certificate(block);
  } catch {
    return undefined;
  }
}

function certificateFaults(x509: X509Certificate | undefined, now: Date): ImportFault[] {
  const fault = (code: ImportFault["code"]): ImportFault => ({ field: "certificate", code });
  if (!x509) return [fault("certificate_unreadable")];
  return [
    ...(cuitOf(x509) === undefined ? [fault("certificate_without_cuit")] : []),
    ...(new Date(x509.validTo) <= now ? [fault("certificate_expired")] : []),
    ...(new Date(x509.validFrom) > now ? [fault("certificate_not_yet_valid")] : []),
  ];
}

function keyFaults(key: KeyObject | KeyFault): ImportFault[] {
  if (typeof key === "string") return [{ field: key.startsWith("passphrase") ? "passphrase" : "private_key", code: key }];
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return bits < MIN_BITS ? [{ field: "private_key", code: "private_key_too_small" }] : [];
}

/** By their public part: `checkPrivateKey` answers false for a matching pair in workerd. */
function pairFaults(x509: X509Certificate | undefined, key: KeyObject | KeyFault): ImportFault[] {
  if (!x509 || typeof key === "string") return [];
  const certified = x509.publicKey.export({ type: "spki", format: "der" });
  return Buffer.from(publicPartOf(key)).equals(Buffer.from(certified))
    ? []
    : [{ field: "private_key", code: "private_key_of_another_certificate" }];
}

/** ARCA writes whose it is into the subject: `serialNumber=CUIT 20111111112`. */
const cuitOf = ({ subject }: X509Certificate): string | undefined => /serialNumber=CUIT (\d{11})\b/i.exec(subject)?.[1];

const describe = (x509: X509Certificate): ImportedCertificate => ({
  pem: x509.toString(),
  cuit: cuitOf(x509) ?? "",
  subject: oneLine(x509.subject),
  issuedBy: oneLine(x509.issuer),
  serialNumber: x509.serialNumber.toLowerCase(),
  notBefore: new Date(x509.validFrom).toISOString(),
  expiresAt: new Date(x509.validTo).toISOString(),
});

const oneLine = (name: string): string => name.trim().replaceAll("\n", ", ");
