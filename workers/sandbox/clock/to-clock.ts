import type { SandboxClock } from "../../../shared/schemas/sandbox.ts";
import type { ClockState } from "./clock.ts";

/** A clock as the API shows it. */
export const toClock = ({ offsetMs }: ClockState, now: Date): SandboxClock => ({
  object: "sandbox_clock",
  now: new Date(now.getTime() + offsetMs).toISOString(),
  offset_seconds: offsetMs / 1000,
});
