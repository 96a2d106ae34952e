import type { SandboxFaults } from "../../../shared/schemas/sandbox.ts";
import { type Ctx, requireTestMode } from "../../platform/context.ts";
import { toFaults } from "./to-faults.ts";

/** What is still to go wrong. @throws AppError `forbidden` */
export async function getFaults(ctx: Ctx): Promise<SandboxFaults> {
  requireTestMode(ctx, "issuers:read");
  const { rules, reloginWindowMs } = await ctx.sandboxes.getByName(ctx.organizationId).faultPlan();
  const now = ctx.now().getTime();
  return toFaults({ rules: rules.filter(({ until }) => until === null || now < until), reloginWindowMs });
}
