import type { z } from "@hono/zod-openapi";
import type { Certificate, CertificateInput, CertificateRequestInput, CertifiedInput } from "../../shared/schemas/certificate.ts";
import { ISSUER } from "./examples.ts";

const PEM = "-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n";

export const CERTIFICATE_INPUT = {
  certificate: PEM,
  private_key: "-----BEGIN ENCRYPTED PRIVATE KEY-----\n…\n-----END ENCRYPTED PRIVATE KEY-----\n",
  passphrase: "…",
} satisfies z.input<typeof CertificateInput>;

export const PKCS12_INPUT = { pkcs12: "MIIKSQIBAzCCCg8GCSqGSIb3DQEHAaCC", password: "…" } satisfies z.input<typeof CertificateInput>;
export const REQUEST_INPUT = { alias: "panaderia" } satisfies z.input<typeof CertificateRequestInput>;
export const CERTIFIED_INPUT = { certificate: PEM } satisfies z.input<typeof CertifiedInput>;

export const CERTIFICATE = {
  id: "crt_01kaf3rk4ke6w8k9b6n2m5xq7e",
  object: "certificate",
  issuer: ISSUER.id,
  environment: "homologation",
  status: "valid",
  active: true,
  csr: null,
  alias: "panaderia",
  cuit: ISSUER.cuit,
  subject: "serialNumber=CUIT 30500010912, CN=panaderia",
  issued_by: "CN=Computadores Test, O=AFIP, C=AR",
  serial_number: "4f2b6a7c9d01e3",
  not_before: "2026-11-24T13:40:11.000Z",
  expires_at: "2028-11-23T13:40:11.000Z",
  warnings: [],
  deactivated_at: null,
  created_at: "2026-11-24T13:45:02.811Z",
} satisfies Certificate;

const CSR = "-----BEGIN CERTIFICATE REQUEST-----\nMIICgzCCAWsCAQAwPjELMAkGA1UEBhMCQVIx…\n-----END CERTIFICATE REQUEST-----\n";

export const REQUESTED = {
  ...CERTIFICATE,
  status: "pending",
  active: false,
  csr: CSR,
  subject: null,
  issued_by: null,
  serial_number: null,
  not_before: null,
  expires_at: null,
} satisfies Certificate;

export const COMPLETED = { ...CERTIFICATE, csr: CSR } satisfies Certificate;
export const DEACTIVATED = {
  ...CERTIFICATE,
  status: "deactivated",
  active: false,
  deactivated_at: "2026-12-01T12:00:00.000Z",
} satisfies Certificate;
