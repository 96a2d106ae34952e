import { AppError } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import { isClockInstant, type SandboxClock, type SandboxClockInput } from "../../../shared/schemas/sandbox.ts";
import { clockWrite } from "../../db/sandbox-clocks.ts";
import { auditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireTestMode } from "../../platform/context.ts";
import type { ClockMove } from "./clock.ts";
import { toClock } from "./to-clock.ts";

/**
 * Moves this organization's test clock, from where it is or to an instant.
 * @throws AppError `forbidden`; `invalid_request` where it would leave its range
 */
export async function setClock(ctx: Ctx, input: SandboxClockInput): Promise<SandboxClock> {
  requireTestMode(ctx, "issuers:write");
  const now = ctx.now();
  const sandbox = ctx.sandboxes.getByName(ctx.organizationId);
  if ("advance_seconds" in input) {
    const { offsetMs } = await sandbox.clock();
    if (!isClockInstant(now.getTime() + offsetMs + input.advance_seconds * 1000))
      throw new AppError("invalid_request", { problems: [problem("advance_seconds", "clock_range")] });
  }
  const moved = await sandbox.moveClock(toMove(input), now.getTime());
  await ctx.db.commit(
    [auditEntry(ctx, "sandbox.clock_moved", ctx.organizationId, { offset_ms: moved.offsetMs })],
    clockWrite(ctx.db, { id: ctx.organizationId, ...moved }),
  );
  return toClock(moved, now);
}

/** Back to the real time. @throws AppError `forbidden` */
export async function resetClock(ctx: Ctx): Promise<SandboxClock> {
  requireTestMode(ctx, "issuers:write");
  const now = ctx.now();
  const moved = await ctx.sandboxes.getByName(ctx.organizationId).moveClock({ to: now.getTime() }, now.getTime());
  await ctx.db.commit(
    [auditEntry(ctx, "sandbox.clock_reset", ctx.organizationId)],
    clockWrite(ctx.db, { id: ctx.organizationId, ...moved }),
  );
  return toClock(moved, now);
}

const toMove = (input: SandboxClockInput): ClockMove =>
  "now" in input ? { to: Date.parse(input.now) } : { by: input.advance_seconds * 1000 };
