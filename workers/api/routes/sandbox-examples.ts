import type { z } from "@hono/zod-openapi";
import type {
  SandboxCertificate,
  SandboxCertificateInput,
  SandboxClock,
  SandboxClockInput,
  SandboxFaults,
  SandboxFaultsInput,
  SandboxReset,
} from "../../../shared/schemas/sandbox.ts";

/** Bodies as the sandbox took and gave them, for the OpenAPI document. */
export const FAULTS_INPUT = {
  faults: [
    { operation: "FECAESolicitar", kind: "lost_answer" },
    { operation: "*", kind: "delay", count: 20, probability: 0.5, delay_ms: 1500 },
  ],
} satisfies z.input<typeof SandboxFaultsInput>;

export const FAULTS = {
  object: "sandbox_faults",
  faults: [
    { operation: "FECAESolicitar", kind: "lost_answer", count: 1, probability: 1, delay_ms: null, until: null },
    { operation: "*", kind: "delay", count: 20, probability: 0.5, delay_ms: 1500, until: null },
  ],
  relogin_window_seconds: 0,
} satisfies SandboxFaults;

export const NO_FAULTS = { object: "sandbox_faults", faults: [], relogin_window_seconds: 0 } satisfies SandboxFaults;

export const SET_CLOCK = { now: "2026-12-01T09:00:00-03:00" } satisfies z.input<typeof SandboxClockInput>;
export const ADVANCE_CLOCK = { advance_seconds: 86_400 } satisfies z.input<typeof SandboxClockInput>;
export const CLOCK = { object: "sandbox_clock", now: "2026-12-01T12:00:00.000Z", offset_seconds: 598_677.88 } satisfies SandboxClock;
export const REAL_CLOCK = { object: "sandbox_clock", now: "2026-11-24T13:42:02.120Z", offset_seconds: 0 } satisfies SandboxClock;

export const CERTIFICATE_INPUT = { cuit: "30500010912" } satisfies z.input<typeof SandboxCertificateInput>;
export const CSR_INPUT = {
  cuit: "30500010912",
  csr: "-----BEGIN CERTIFICATE REQUEST-----\nMIICgzCCAWsCAQAwPjELMAkGA1UEBhMCQVIx…\n-----END CERTIFICATE REQUEST-----\n",
} satisfies z.input<typeof SandboxCertificateInput>;

const CERTIFICATE_PEM = "-----BEGIN CERTIFICATE-----\nMIIDazCCAlOgAwIBAgIIUm5vZ0Yx3XIwDQYJ…\n-----END CERTIFICATE-----\n";
export const SIGNED = {
  object: "sandbox_certificate",
  cuit: "30500010912",
  certificate: CERTIFICATE_PEM,
  expires_at: "2028-11-24T13:42:02.000Z",
} satisfies SandboxCertificate;
export const MADE = {
  ...SIGNED,
  private_key: "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw…\n-----END PRIVATE KEY-----\n",
} satisfies SandboxCertificate;

export const RESET = { object: "sandbox", begun_at: "2026-11-24T13:42:02.120Z" } satisfies SandboxReset;
