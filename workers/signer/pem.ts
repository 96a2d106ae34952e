import { Buffer } from "node:buffer";

export type PemLabel = "CERTIFICATE" | "CERTIFICATE REQUEST";

/** RFC 7468: base64 in lines of 64 between the labels. */
export function toPem(label: PemLabel, der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

/** DER of the first block with that label. @throws Error when there is none */
export function fromPem(label: PemLabel, pem: string): Uint8Array<ArrayBuffer> {
  const body = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`).exec(pem)?.[1];
  if (!body) throw new Error(`no ${label} in the PEM text`);
  return new Uint8Array(Buffer.from(body, "base64"));
}
