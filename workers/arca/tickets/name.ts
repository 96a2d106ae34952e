import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import type { Environment } from "../../../shared/catalog.ts";

/**
 * Name of the object that keeps a certificate's tickets. By the certificate itself, not by whose row it is in: a representative
 * adds the same one to each issuer that it acts for, and WSAA gives one ticket at a time for all of them.
 */
export const ticketsName = (environment: Environment, pem: string): string => `${environment}:${thumbprint(pem)}`;

/** SHA-256 of the certificate's DER. */
export function thumbprint(pem: string): string {
  const base64 = pem.replaceAll(/-----(?:BEGIN|END) CERTIFICATE-----|\s/g, "");
  return createHash("sha256").update(Buffer.from(base64, "base64")).digest("hex");
}
