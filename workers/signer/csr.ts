import { CertificationRequest } from "pkijs";
import { toName } from "../platform/distinguished-name.ts";
import { toPem } from "../platform/pem.ts";

/** Who asks for the certificate, as ARCA wants it: C=AR, O, CN, serialNumber="CUIT n" (facts of WSAA, "Certificates"). */
export interface CsrSubject {
  readonly organizationName: string;
  /** ARCA's alias of the computer. */
  readonly commonName: string;
  /** 11 digits. */
  readonly cuit: string;
}

/** X.520's upper bound of O and CN. */
const MAX_NAME = 64;

/** A PKCS#10 request in PEM, signed with RSA and SHA-256. */
export async function createCsr(subject: CsrSubject, keys: CryptoKeyPair): Promise<string> {
  const csr = new CertificationRequest();
  csr.subject = toName([
    ["C", "AR"],
    ["O", short(subject.organizationName)],
    ["CN", short(subject.commonName)],
    ["SERIALNUMBER", `CUIT ${subject.cuit}`],
  ]);
  csr.attributes = [];
  await csr.subjectPublicKeyInfo.importKey(keys.publicKey);
  await csr.sign(keys.privateKey, "SHA-256");
  return toPem("CERTIFICATE REQUEST", csr.toSchema().toBER());
}

const short = (text: string): string => Array.from(text).slice(0, MAX_NAME).join("");
