import { Buffer } from "node:buffer";
import { X509Certificate } from "node:crypto";

/** What a certificate says of itself. Instants in ISO 8601; names as `C=AR, O=AFIP, CN=…`. */
export interface CertificateFacts {
  /** The certificate alone, without what else was in the text. */
  readonly pem: string;
  /** 11 digits; null where its subject names none. */
  readonly cuit: string | null;
  readonly subject: string;
  /** Its CN: ARCA's alias of the computer. */
  readonly alias: string | null;
  readonly issuedBy: string;
  /** Hexadecimal. */
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly expiresAt: string;
}

/** The certificates of a PEM text, in its order: those that can be read. */
export const readChain = (pem: string): X509Certificate[] => (pem.match(BLOCK) ?? []).flatMap((block) => tryX509(block) ?? []);

const BLOCK = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** The first of them. */
export const readX509 = (pem: string): X509Certificate | undefined => readChain(pem)[0];

/** One in DER. */
export const readX509Der = (der: Uint8Array): X509Certificate | undefined => tryX509(Buffer.from(der));

/** ARCA writes whose it is into the subject: `serialNumber=CUIT 20111111112`. */
export const cuitOf = ({ subject }: X509Certificate): string | undefined => /serialNumber=CUIT (\d{11})\b/i.exec(subject)?.[1];

export const factsOf = (x509: X509Certificate): CertificateFacts => ({
  pem: x509.toString(),
  cuit: cuitOf(x509) ?? null,
  subject: oneLine(x509.subject),
  alias: /^CN=(.+)$/m.exec(x509.subject)?.[1] ?? null,
  issuedBy: oneLine(x509.issuer),
  serialNumber: x509.serialNumber.toLowerCase(),
  notBefore: new Date(x509.validFrom).toISOString(),
  expiresAt: new Date(x509.validTo).toISOString(),
});

const oneLine = (name: string): string => name.trim().replaceAll("\n", ", ");

function tryX509(source: string | Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(source);
  } catch {
    return undefined;
  }
}
