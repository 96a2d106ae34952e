import { Buffer } from "node:buffer";

type PemLabel = "CERTIFICATE" | "CERTIFICATE REQUEST" | "PRIVATE KEY";

/** RFC 7468: base64 in lines of 64 between the labels. */
export function toPem(label: PemLabel, der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

/** DER of the first block with that label. @returns undefined where there is none */
export function fromPem(label: PemLabel, pem: string): Uint8Array<ArrayBuffer> | undefined {
  const body = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`).exec(pem)?.[1];
  return body === undefined ? undefined : new Uint8Array(Buffer.from(body, "base64"));
}
