import type { SandboxClock } from "../../../shared/schemas/sandbox.ts";
import { type Ctx, requireTestMode } from "../../platform/context.ts";
import { toClock } from "./to-clock.ts";

/** What time it is in this organization's sandbox. @throws AppError `forbidden` */
export async function getClock(ctx: Ctx): Promise<SandboxClock> {
  requireTestMode(ctx, "issuers:read");
  return toClock(await ctx.sandboxes.getByName(ctx.organizationId).clock(), ctx.now());
}
