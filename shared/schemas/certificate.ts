import { z } from "@hono/zod-openapi";
import { ENVIRONMENTS } from "../catalog.ts";
import { Problem } from "./error.ts";

/** A PEM text is at most a few KiB: a chain may come along. */
const Pem = z.string().min(1).max(32_768);

/** What a caller sends to let an issuer use a certificate that it has from ARCA. */
export const CertificateInput = z
  .strictObject({
    certificate: Pem.openapi({ description: "X.509 in PEM, as ARCA gave it.", example: "-----BEGIN CERTIFICATE-----\n…" }),
    private_key: Pem.openapi({
      description: "RSA in PEM: PKCS#8 or PKCS#1, plain or encrypted. It is sealed at once, and never shown again.",
      example: "-----BEGIN PRIVATE KEY-----\n…",
    }),
    passphrase: z.string().max(1024).optional().openapi({ description: "Of an encrypted key." }),
  })
  .openapi("CertificateInput");
export type CertificateInput = z.infer<typeof CertificateInput>;

export const Certificate = z
  .object({
    id: z.string().openapi({ example: "crt_01k4b8t2v8f0x9w3n5q7r1s6yz" }),
    object: z.literal("certificate"),
    issuer: z.string(),
    environment: z.enum(ENVIRONMENTS),
    cuit: z.string().openapi({ description: "Whose the certificate is: the issuer, or who represents it." }),
    subject: z.string(),
    issued_by: z.string(),
    serial_number: z.string(),
    not_before: z.iso.datetime(),
    expires_at: z.iso.datetime(),
    warnings: z.array(Problem).openapi({ description: "What may keep ARCA from accepting it." }),
    created_at: z.iso.datetime(),
  })
  .openapi("Certificate");
export type Certificate = z.infer<typeof Certificate>;
