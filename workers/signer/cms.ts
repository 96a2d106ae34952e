import { Buffer } from "node:buffer";
import * as asn1js from "asn1js";
import {
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from "pkijs";
import { fromPem } from "../platform/pem.ts";

const CONTENT_TYPE = "1.2.840.113549.1.9.3";
const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
const SIGNING_TIME = "1.2.840.113549.1.9.5";

interface Signing {
  /** RSASSA-PKCS1-v1_5 with SHA-256. */
  readonly key: CryptoKey;
  /** PEM; travels within the message. */
  readonly certificate: string;
  readonly content: string;
  readonly now: Date;
}

/**
 * CMS SignedData (RFC 5652) in base64, as WSAA wants it: content attached, SHA-256, the signer's certificate included. DER
 * throughout, since a verifier may encode again what it checks.
 */
export async function signCms({ key, certificate: pem, content, now }: Signing): Promise<string> {
  const bytes = new TextEncoder().encode(content);
  const der = fromPem("CERTIFICATE", pem);
  if (!der) throw new Error("no CERTIFICATE in the PEM text");
  const certificate = Certificate.fromBER(der);
  const signed = new SignedData({
    encapContentInfo: attached(bytes),
    certificates: [certificate],
    signerInfos: [
      new SignerInfo({
        sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        signedAttrs: await attributes(bytes, now),
      }),
    ],
  });
  await signed.sign(key, 0, "SHA-256");
  const message = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signed.toSchema(true) });
  return Buffer.from(message.toSchema().toBER()).toString("base64");
}

/** Set after construction: the constructor would split the octets into a constructed string, which is BER but not DER. */
function attached(bytes: Uint8Array): EncapsulatedContentInfo {
  const info = new EncapsulatedContentInfo({ eContentType: ContentInfo.DATA });
  info.eContent = new asn1js.OctetString({ valueHex: bytes });
  return info;
}

/** In this order their encodings ascend, which is what DER asks of a SET OF; the signature covers them in that form. */
async function attributes(bytes: Uint8Array, now: Date): Promise<SignedAndUnsignedAttributes> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return new SignedAndUnsignedAttributes({
    type: 0,
    attributes: [
      new Attribute({ type: CONTENT_TYPE, values: [new asn1js.ObjectIdentifier({ value: ContentInfo.DATA })] }),
      new Attribute({ type: SIGNING_TIME, values: [new asn1js.UTCTime({ valueDate: now })] }),
      new Attribute({ type: MESSAGE_DIGEST, values: [new asn1js.OctetString({ valueHex: digest })] }),
    ],
  });
}
