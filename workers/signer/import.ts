import { Buffer } from "node:buffer";
import type { KeyObject, X509Certificate } from "node:crypto";
import { type CertificateFacts, cuitOf, factsOf, readChain, readX509Der } from "../platform/x509.ts";
import { type KeyFault, publicPartOf, readPkcs8, readPrivateKey } from "./import-key.ts";
import { openPkcs12, type Pkcs12Fault } from "./pkcs12.ts";

/** A certificate and a key that somebody brings: both in PEM, or a PKCS#12 file in base64 with its password. */
export type Imported = ImportedPem | { readonly pkcs12: string; readonly password: string };

interface ImportedPem {
  readonly certificate: string;
  readonly privateKey: string;
  readonly passphrase?: string | undefined;
}

type CertificateFault =
  | "certificate_unreadable"
  | "certificate_not_rsa"
  | "certificate_without_cuit"
  | "certificate_expired"
  | "certificate_not_yet_valid";
type PairFault = "private_key_too_small" | "private_key_of_another_certificate" | "certificate_of_another_key";

export interface ImportFault {
  readonly field: "certificate" | "private_key" | "passphrase" | "pkcs12" | "password";
  readonly code: KeyFault | CertificateFault | PairFault | Pkcs12Fault | "pkcs12_without_key" | "pkcs12_without_certificate";
}

/** A certificate that has been looked at: it names its CUIT. */
export type ImportedCertificate = CertificateFacts & { readonly cuit: string };

interface Opened {
  readonly key: KeyObject;
  readonly certificate: ImportedCertificate;
}

type Faults = { readonly faults: readonly ImportFault[] };

const MIN_BITS = 2048;

/** All that is wrong with the two at once; or the key, open, and what its certificate says. */
export async function openImported(imported: Imported, now: Date): Promise<Opened | Faults> {
  if ("privateKey" in imported) return openPem(imported, now);
  const contents = await openPkcs12(imported.pkcs12, imported.password);
  if (typeof contents === "string") {
    return { faults: [{ field: contents === "pkcs12_password_wrong" ? "password" : "pkcs12", code: contents }] };
  }
  const keys = contents.keys.map(readPkcs8);
  const certificates = contents.certificates.flatMap((der) => readX509Der(der) ?? []);
  const missing: ImportFault["code"][] = [
    ...(keys.length === 0 ? ["pkcs12_without_key" as const] : []),
    ...(certificates.length === 0 ? ["pkcs12_without_certificate" as const] : []),
  ];
  if (missing.length > 0) return { faults: missing.map((code) => ({ field: "pkcs12", code })) };
  const opened = judge(pairAmong(keys, certificates, now), now);
  return "faults" in opened ? { faults: opened.faults.map(({ code }) => ({ field: "pkcs12", code })) } : opened;
}

const openPem = ({ certificate, privateKey, passphrase }: ImportedPem, now: Date): Opened | Faults =>
  judge(pairAmong([readPrivateKey(privateKey, passphrase)], readChain(certificate), now), now);

/**
 * Whether a certificate that came back from ARCA is that of the key that was made for it.
 * @param pkcs8 the key, in DER
 */
export function checkCertified(pem: string, pkcs8: Uint8Array, now: Date): { readonly certificate: ImportedCertificate } | Faults {
  const { key, x509 } = pairAmong([readPkcs8(pkcs8)], readChain(pem), now);
  const faults = certificateFaults(x509, now);
  if (x509 && rsaKeyOf(x509) && !isPair(x509, key)) faults.push({ field: "certificate", code: "certificate_of_another_key" });
  return x509 && faults.length === 0 ? { certificate: described(x509) } : { faults };
}

function judge({ key, x509 }: Pair, now: Date): Opened | Faults {
  const faults = [...certificateFaults(x509, now), ...keyFaults(key), ...pairFaults(x509, key)];
  if (!x509 || typeof key === "string" || faults.length > 0) return { faults };
  return { key, certificate: described(x509) };
}

interface Pair {
  readonly key: KeyObject | KeyFault;
  readonly x509: X509Certificate | undefined;
}

/**
 * The authority's certificates may come along, in any order: the one that is meant is that of the key, or else one that names a CUIT. A
 * key that was certified anew has several: the newest that is valid.
 */
function pairAmong(keys: readonly (KeyObject | KeyFault)[], certificates: readonly X509Certificate[], now: Date): Pair {
  const newestFirst = certificates.toSorted((a, b) => Date.parse(b.validTo) - Date.parse(a.validTo));
  for (const key of keys) {
    const its = newestFirst.filter((one) => isPair(one, key));
    const x509 = its.find((one) => new Date(one.validFrom) <= now && new Date(one.validTo) > now) ?? its[0];
    if (x509) return { key, x509 };
  }
  return { key: keys[0] ?? "private_key_unreadable", x509: certificates.find(cuitOf) ?? certificates[0] };
}

function certificateFaults(x509: X509Certificate | undefined, now: Date): ImportFault[] {
  const fault = (code: ImportFault["code"]): ImportFault => ({ field: "certificate", code });
  if (!x509) return [fault("certificate_unreadable")];
  return [
    ...(rsaKeyOf(x509) === undefined ? [fault("certificate_not_rsa")] : []),
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

function pairFaults(x509: X509Certificate | undefined, key: KeyObject | KeyFault): ImportFault[] {
  if (!x509 || !rsaKeyOf(x509) || typeof key === "string" || isPair(x509, key)) return [];
  return [{ field: "private_key", code: "private_key_of_another_certificate" }];
}

/** By their public part: `checkPrivateKey` answers false for a matching pair in workerd. */
function isPair(x509: X509Certificate, key: KeyObject | KeyFault): boolean {
  const held = rsaKeyOf(x509);
  if (!held || typeof key === "string") return false;
  return Buffer.from(publicPartOf(key)).equals(Buffer.from(held.export({ type: "spki", format: "der" })));
}

/** workerd throws at the keys that it knows not, as those of Ed448 and of many curves. */
function rsaKeyOf(x509: X509Certificate): KeyObject | undefined {
  try {
    const key = x509.publicKey;
    return key.asymmetricKeyType === "rsa" ? key : undefined;
  } catch {
    return undefined;
  }
}

const described = (x509: X509Certificate): ImportedCertificate => ({ ...factsOf(x509), cuit: cuitOf(x509) ?? "" });
