import * as asn1js from "asn1js";
import { CertificationRequest, RelativeDistinguishedNames } from "pkijs";
import { toPem } from "./pem.ts";

/** Who asks for the certificate, as ARCA wants it: C=AR, O, CN, serialNumber="CUIT n" (facts of WSAA, "Certificates"). */
export interface CsrSubject {
  readonly organizationName: string;
  /** ARCA's alias of the computer. */
  readonly commonName: string;
  /** 11 digits. */
  readonly cuit: string;
}

const COUNTRY = "2.5.4.6";
const ORGANIZATION = "2.5.4.10";
const COMMON_NAME = "2.5.4.3";
const SERIAL_NUMBER = "2.5.4.5";
/** X.520's upper bound of O and CN. */
const MAX_NAME = 64;

/** A PKCS#10 request in PEM, signed with RSA and SHA-256. */
export async function createCsr(subject: CsrSubject, keys: CryptoKeyPair): Promise<string> {
  const csr = new CertificationRequest();
  csr.subject = distinguishedName([
    [COUNTRY, new asn1js.PrintableString({ value: "AR" })],
    [ORGANIZATION, utf8(subject.organizationName)],
    [COMMON_NAME, utf8(subject.commonName)],
    [SERIAL_NUMBER, new asn1js.PrintableString({ value: `CUIT ${subject.cuit}` })],
  ]);
  csr.attributes = [];
  await csr.subjectPublicKeyInfo.importKey(keys.publicKey);
  await csr.sign(keys.privateKey, "SHA-256");
  return toPem("CERTIFICATE REQUEST", csr.toSchema().toBER());
}

const utf8 = (text: string): asn1js.Utf8String => new asn1js.Utf8String({ value: Array.from(text).slice(0, MAX_NAME).join("") });

/**
 * One attribute in each relative name. Built here and read back, since pkijs would put all of them into one multi-valued
 * relative name, which is another name (`C=AR+O=…`).
 */
function distinguishedName(parts: readonly (readonly [string, asn1js.BaseBlock])[]): RelativeDistinguishedNames {
  const names = parts.map(([type, value]) => {
    const pair = new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: type }), value] });
    return new asn1js.Set({ value: [pair] });
  });
  return RelativeDistinguishedNames.fromBER(new asn1js.Sequence({ value: names }).toBER());
}
