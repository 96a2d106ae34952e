import { Buffer } from "node:buffer";
import * as asn1js from "asn1js";
import type { Certificate } from "pkijs";
import { type Authority, isSignedBy } from "./authority.ts";
import { authorityName, TENANT_EXTENSION } from "./certificate.ts";
import { formatName, valueIn } from "./names.ts";

/** What a certificate of ours says of who holds it. */
export interface Holder {
  /** `SERIALNUMBER=CUIT 20111111112, CN=alias` */
  readonly name: string;
  readonly cuit: string;
  readonly tenant: string;
  /** Serial number of the certificate, in hexadecimal. */
  readonly certificate: string;
}

/** @returns undefined when the sandbox's authority did not issue it */
export async function readHolder(certificate: Certificate, authority: Authority): Promise<Holder | undefined> {
  if (!certificate.issuer.isEqual(authorityName())) return undefined;
  const signature = certificate.signatureValue.valueBlock.valueHexView;
  if (!(await isSignedBy(authority, new Uint8Array(signature), new Uint8Array(certificate.tbsView)))) return undefined;
  const cuit = /^CUIT (\d{11})$/.exec(valueIn(certificate.subject, "SERIALNUMBER") ?? "")?.[1];
  const tenant = tenantOf(certificate);
  if (!cuit || !tenant) return undefined;
  const serial = Buffer.from(certificate.serialNumber.valueBlock.valueHexView).toString("hex");
  return { name: formatName(certificate.subject), cuit, tenant, certificate: serial };
}

function tenantOf(certificate: Certificate): string | undefined {
  const extension = certificate.extensions?.find(({ extnID }) => extnID === TENANT_EXTENSION);
  const value = extension && asn1js.fromBER(extension.extnValue.valueBlock.valueHexView).result;
  return value instanceof asn1js.Utf8String ? value.valueBlock.value : undefined;
}
