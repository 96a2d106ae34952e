import { Buffer } from "node:buffer";
import { createPrivateKey, type KeyObject } from "node:crypto";
import * as asn1js from "asn1js";
import { Certificate, CertificationRequest } from "pkijs";
import { createCsr } from "../../workers/signer/csr.ts";
import { toName } from "../../workers/platform/distinguished-name.ts";
import { fromPem, toPem } from "../../workers/platform/pem.ts";

const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", publicExponent: new Uint8Array([1, 0, 1]) };
const YEAR_MS = 365 * 24 * 60 * 60_000;

interface Own {
  readonly certificate: string;
  readonly key: KeyObject;
  /** PKCS#8 in PEM. */
  readonly privateKey: string;
}

interface Options {
  readonly bits?: number;
  readonly from?: Date;
  /** Who says that he issued it; left out: its subject. */
  readonly issuerName?: Parameters<typeof toName>[0];
}

/** A key of somebody's own, and a certificate of a year for it that no authority but itself has signed. */
export async function ownCertificate(
  cuit: string,
  { bits = 2048, from = new Date(Date.now() - 1000), issuerName }: Options = {},
): Promise<Own> {
  const keys = (await crypto.subtle.generateKey({ ...RSA, modulusLength: bits }, true, ["sign", "verify"])) as CryptoKeyPair;
  const csr = await createCsr({ organizationName: "Test", commonName: "test", cuit }, keys);
  const { subject, subjectPublicKeyInfo } = CertificationRequest.fromBER(fromPem("CERTIFICATE REQUEST", csr) ?? new Uint8Array());
  const certificate = new Certificate({
    version: 2,
    serialNumber: new asn1js.Integer({ value: 7 }),
    issuer: issuerName ? toName(issuerName) : subject,
    subject,
    subjectPublicKeyInfo,
  });
  certificate.notBefore.value = from;
  certificate.notAfter.value = new Date(from.getTime() + YEAR_MS);
  await certificate.sign(keys.privateKey, "SHA-256");
  const der = Buffer.from((await crypto.subtle.exportKey("pkcs8", keys.privateKey)) as ArrayBuffer);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return {
    certificate: toPem("CERTIFICATE", certificate.toSchema(true).toBER()),
    key,
    privateKey: String(key.export({ type: "pkcs8", format: "pem" })),
  };
}

/** PKCS#8 in PEM of a key that is not RSA. */
export async function ellipticKey(): Promise<string> {
  const keys = (await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"])) as CryptoKeyPair;
  const der = Buffer.from((await crypto.subtle.exportKey("pkcs8", keys.privateKey)) as ArrayBuffer);
  return `-----BEGIN PRIVATE KEY-----\n${der.toString("base64")}\n-----END PRIVATE KEY-----\n`;
}

/** Encrypted keys, by how: workerd knows none of these. There is nothing in them, since none gets so far. */
export const ENCRYPTED_OTHERWISE = {
  scrypt: encryptedBy("ME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAh7jhpAzOQveAICQAACAQgCAQEwHQYJYIZIAWUDBAEqBBCAto6GypKQlwgz9ONCOkkX"),
  "PBE-MD5-DES": encryptedBy("MBsGCSqGSIb3DQEFAzAOBAg1w58f329BGwICCAA="),
  "HMAC-SHA-512": encryptedBy(
    "MFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhfEdKoTR61HQICCAAwDAYIKoZIhvcNAgsFADAdBglghkgBZQMEASoEEIG3QRNNknGUa8M1BrsRE6k=",
  ),
  "Camellia, PKCS#1": `-----BEGIN RSA PRIVATE KEY-----
Proc-Type: 4,ENCRYPTED
DEK-Info: CAMELLIA-256-CBC,DA83BC92CEFE7E22A920452DE49736B3

${Buffer.alloc(48).toString("base64")}
-----END RSA PRIVATE KEY-----
`,
};

/** @param algorithm an AlgorithmIdentifier as openssl writes it, DER in base64 */
function encryptedBy(algorithm: string): string {
  const { result } = asn1js.fromBER(Buffer.from(algorithm, "base64"));
  const key = new asn1js.Sequence({ value: [result, new asn1js.OctetString({ valueHex: new Uint8Array(48).buffer })] });
  return `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${Buffer.from(key.toBER()).toString("base64")}\n-----END ENCRYPTED PRIVATE KEY-----\n`;
}
