import type { z } from "@hono/zod-openapi";
import type { Certificate, CertificateInput } from "../../shared/schemas/certificate.ts";
import { ISSUER } from "./examples.ts";

export const CERTIFICATE_INPUT = {
  certificate: "-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n",
  private_key: "-----BEGIN ENCRYPTED PRIVATE KEY-----\n…\n-----END ENCRYPTED PRIVATE KEY-----\n",
  passphrase: "…",
} satisfies z.input<typeof CertificateInput>;

export const CERTIFICATE = {
  id: "crt_01kaf3rk4ke6w8k9b6n2m5xq7e",
  object: "certificate",
  issuer: ISSUER.id,
  environment: "homologation",
  cuit: ISSUER.cuit,
  subject: "serialNumber=CUIT 30500010912, CN=panaderia",
  issued_by: "CN=Computadores Test, O=AFIP, C=AR",
  serial_number: "4f2b6a7c9d01e3",
  not_before: "2026-11-24T13:40:11.000Z",
  expires_at: "2028-11-23T13:40:11.000Z",
  warnings: [],
  created_at: "2026-11-24T13:45:02.811Z",
} satisfies Certificate;
