import * as asn1js from "asn1js";
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  Extension,
  PublicKeyInfo,
  type RelativeDistinguishedNames,
  Time,
  TimeType,
} from "pkijs";
import { toName } from "../../platform/distinguished-name.ts";
import { toPem } from "../../platform/pem.ts";
import type { Authority } from "./authority.ts";

/** Whose certificate it is. Signed with the rest of it, so that no tenant can take the place of another. */
export const TENANT_EXTENSION = "1.3.6.1.4.1.32473.1"; // private arc for documentation, RFC 5612
const BASIC_CONSTRAINTS = "2.5.29.19";
const KEY_USAGE = "2.5.29.15";
const SUBJECT_KEY = "2.5.29.14";
const AUTHORITY_KEY = "2.5.29.35";
/** Bits of KeyUsage, RFC 5280 §4.2.1.3: keyCertSign and cRLSign; digitalSignature and nonRepudiation. */
const USE_OF_AUTHORITY = { octet: 0b0000_0110, unused: 1 };
const USE_OF_HOLDER = { octet: 0b1100_0000, unused: 6 };

const AUTHORITY_NAME = [
  ["C", "AR"],
  ["O", "ARCA API"],
  ["CN", "Computadores Sandbox"],
] as const;
export const authorityName = (): RelativeDistinguishedNames => toName(AUTHORITY_NAME);

interface Contents {
  readonly serialNumber: Uint8Array<ArrayBuffer>;
  readonly subject: RelativeDistinguishedNames;
  readonly publicKey: PublicKeyInfo;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Absent in the authority's own certificate. */
  readonly tenant?: string;
}

/** An X.509 v3 certificate in PEM. The signature is deterministic: the same contents give the same text. */
export async function signCertificate(authority: Authority, contents: Contents): Promise<string> {
  const certificate = new Certificate({
    version: 2,
    serialNumber: new asn1js.Integer({ valueHex: contents.serialNumber.buffer }),
    issuer: authorityName(),
    subject: contents.subject,
    notBefore: new Time({ type: TimeType.UTCTime, value: contents.notBefore }),
    notAfter: new Time({ type: TimeType.UTCTime, value: contents.notAfter }),
    subjectPublicKeyInfo: contents.publicKey,
    extensions: [
      ...extensionsFor(contents.tenant),
      new Extension({ extnID: SUBJECT_KEY, extnValue: (await keyIdentifier(contents.publicKey)).toBER() }),
      new Extension({ extnID: AUTHORITY_KEY, extnValue: await authorityKeyIdentifier(authority) }),
    ],
  });
  await certificate.sign(authority.signingKey, "SHA-256");
  return toPem("CERTIFICATE", certificate.toSchema(true).toBER());
}

function extensionsFor(tenant: string | undefined): Extension[] {
  const isAuthority = tenant === undefined;
  const { octet, unused } = isAuthority ? USE_OF_AUTHORITY : USE_OF_HOLDER;
  const usage = new asn1js.BitString({ valueHex: new Uint8Array([octet]), unusedBits: unused });
  const constraints = new BasicConstraints(isAuthority ? { cA: true } : {}).toSchema();
  return [
    new Extension({ extnID: BASIC_CONSTRAINTS, critical: true, extnValue: constraints.toBER() }),
    new Extension({ extnID: KEY_USAGE, critical: true, extnValue: usage.toBER() }),
    ...(isAuthority ? [] : [new Extension({ extnID: TENANT_EXTENSION, extnValue: new asn1js.Utf8String({ value: tenant }).toBER() })]),
  ];
}

/** By which CMS may name the signer: SHA-1 of the key's bits, RFC 5280 §4.2.1.2 (1). */
async function keyIdentifier({ subjectPublicKey }: PublicKeyInfo): Promise<asn1js.OctetString> {
  const bits = new Uint8Array(subjectPublicKey.valueBlock.valueHexView);
  return new asn1js.OctetString({ valueHex: await crypto.subtle.digest("SHA-1", bits) });
}

async function authorityKeyIdentifier(authority: Authority): Promise<ArrayBuffer> {
  const id = await keyIdentifier(await publicKeyInfo(authority));
  return new AuthorityKeyIdentifier({ keyIdentifier: id }).toSchema().toBER();
}

export async function publicKeyInfo({ verifyingKey }: Authority): Promise<PublicKeyInfo> {
  const info = new PublicKeyInfo();
  await info.importKey(verifyingKey);
  return info;
}
