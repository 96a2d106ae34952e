import type { SandboxFaults } from "../../../shared/schemas/sandbox.ts";
import type { FaultPlan } from "./fault.ts";

/** A plan as the API shows it. */
export const toFaults = ({ rules, reloginWindowMs }: FaultPlan): SandboxFaults => ({
  object: "sandbox_faults",
  faults: rules.map(({ operation, kind, probability, left, delayMs, until }) => ({
    operation,
    kind,
    count: left,
    probability,
    delay_ms: delayMs ?? null,
    until: until === null ? null : new Date(until).toISOString(),
  })),
  relogin_window_seconds: reloginWindowMs / 1000,
});
