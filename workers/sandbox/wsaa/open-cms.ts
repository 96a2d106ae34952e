import { Buffer } from "node:buffer";
import { Certificate, ContentInfo, SignedData, SignedDataVerifyError } from "pkijs";
import { LoginFault } from "./login-fault.ts";

export interface OpenedCms {
  readonly certificate: Certificate;
  /** What was signed, as text. */
  readonly content: string;
}

/** Of SignedDataVerifyError: the certificate named by the signer is not in the message. */
const CERTIFICATE_MISSING: ReadonlySet<number> = new Set([2, 3]);
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * Opens a CMS SignedData (RFC 5652) whose content is attached, and verifies its first signature. Who signed is not looked at.
 *
 * @param text base64, line breaks allowed
 * @throws LoginFault in the order in which WSAA looks: base64, CMS, certificate, signature
 */
export async function openCms(text: string): Promise<OpenedCms> {
  const message = parse(decode(text));
  const certificate = await verify(message);
  const content = message.encapContentInfo.eContent?.getValue();
  if (!content) throw new LoginFault("ns1:cms.sign.invalid");
  return { certificate, content: new TextDecoder().decode(content) };
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  const compact = text.replaceAll(/\s+/g, "");
  if (!BASE64.test(compact)) throw new LoginFault("ns1:cms.bad.base64");
  return new Uint8Array(Buffer.from(compact, "base64"));
}

function parse(der: Uint8Array<ArrayBuffer>): SignedData {
  try {
    const { contentType, content } = ContentInfo.fromBER(der);
    if (contentType === ContentInfo.SIGNED_DATA) return new SignedData({ schema: content });
  } catch {
    // Anything that the parser cannot follow is no CMS.
  }
  throw new LoginFault("ns1:cms.bad");
}

async function verify(message: SignedData): Promise<Certificate> {
  if (!message.certificates?.length) throw new LoginFault("ns1:cms.cert.notFound");
  // Any other type would be verified as what that type holds, a time stamp for one.
  if (message.encapContentInfo.eContentType !== ContentInfo.DATA) throw new LoginFault("ns1:cms.sign.invalid");
  try {
    const { signatureVerified, signerCertificate } = await message.verify({ signer: 0, checkChain: false, extendedMode: true });
    if (signatureVerified && signerCertificate) return signerCertificate;
  } catch (error) {
    if (error instanceof SignedDataVerifyError && CERTIFICATE_MISSING.has(error.code)) throw new LoginFault("ns1:cms.cert.notFound");
  }
  throw new LoginFault("ns1:cms.sign.invalid");
}
