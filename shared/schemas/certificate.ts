import { z } from "@hono/zod-openapi";
import { ENVIRONMENTS } from "../catalog.ts";
import { Problem } from "./error.ts";

/** A PEM text is at most a few KiB: a chain may come along. */
const Pem = z.string().min(1).max(32_768);
/** 64 KiB in base64, and room for its line ends. */
const Pkcs12 = z.string().min(1).max(100_000);

const certificate = Pem.openapi({ description: "X.509 in PEM, as ARCA gave it.", example: "-----BEGIN CERTIFICATE-----\n…" });

/** A certificate and its key in PEM. */
const PemInput = z.strictObject({
  certificate,
  private_key: Pem.openapi({
    description: "RSA in PEM: PKCS#8 or PKCS#1, plain or encrypted. It is sealed at once, and never shown again.",
    example: "-----BEGIN PRIVATE KEY-----\n…",
  }),
  passphrase: z.string().max(1024).optional().openapi({ description: "Of an encrypted key." }),
});

/** Both in one file. */
const Pkcs12Input = z.strictObject({
  pkcs12: Pkcs12.openapi({
    description: "A PKCS#12 file (.p12, .pfx) in base64, of at most 64 KiB: old ones (RC2, 3DES) and new ones (AES).",
    example: "MIIKSQIBAzCCCg8GCSqGSIb3DQEHAaCC",
    format: "byte",
  }),
  password: z.string().max(1024).openapi({ description: "Of the file; empty where it has none. It is used once, and kept nowhere." }),
});

/** What a caller sends to let an issuer use a certificate that it has from ARCA. */
export const CertificateInput = z.union([PemInput, Pkcs12Input]).openapi("CertificateInput");
export type CertificateInput = z.infer<typeof CertificateInput>;

/** How ARCA will call the computer. Its own forms take letters and digits. */
const Alias = z
  .string()
  .regex(/^[A-Za-z0-9]{3,50}$/)
  .openapi({
    description:
      "ARCA's name for the computer, 3 to 50 letters and digits; each certificate of a CUIT needs one of its own. Left out: one is made.",
    example: "panaderia2026",
  });

/** What a caller sends to have a key made, and a request for its certificate. */
export const CertificateRequestInput = z.strictObject({ alias: Alias.optional() }).openapi("CertificateRequestInput");
export type CertificateRequestInput = z.infer<typeof CertificateRequestInput>;

/** What ARCA gave for the request. */
export const CertifiedInput = z.strictObject({ certificate }).openapi("CertifiedInput");
export type CertifiedInput = z.infer<typeof CertifiedInput>;

const CERTIFICATE_STATUSES = ["pending", "valid", "not_yet_valid", "expired", "deactivated"] as const;

export const Certificate = z
  .object({
    id: z.string().openapi({ example: "crt_01k4b8t2v8f0x9w3n5q7r1s6yz" }),
    object: z.literal("certificate"),
    issuer: z.string(),
    environment: z.enum(ENVIRONMENTS),
    status: z.enum(CERTIFICATE_STATUSES).openapi({ description: "`pending`: asked for, and not come back from ARCA yet." }),
    active: z.boolean().openapi({ description: "Whether the issuer uses it: the newest of its own that is valid." }),
    csr: z.string().nullable().openapi({ description: "The request for it (PKCS#10, PEM), where its key was made here." }),
    alias: z.string().nullable().openapi({ description: "ARCA's name for the computer: the CN of the subject." }),
    cuit: z.string().openapi({ description: "Whose the certificate is: the issuer, or who represents it." }),
    subject: z.string().nullable(),
    issued_by: z.string().nullable(),
    serial_number: z.string().nullable(),
    not_before: z.iso.datetime().nullable(),
    expires_at: z.iso.datetime().nullable(),
    warnings: z.array(Problem).openapi({ description: "What may keep ARCA from accepting it." }),
    deactivated_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
  })
  .openapi("Certificate");
export type Certificate = z.infer<typeof Certificate>;
