import { AppError, type Problem } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import type { SandboxFaults, SandboxFaultsInput } from "../../../shared/schemas/sandbox.ts";
import { auditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireTestMode } from "../../platform/context.ts";
import { LOGIN, type FaultRule } from "./fault.ts";
import { isOperation } from "./operations.ts";
import { toFaults } from "./to-faults.ts";

type Asked = SandboxFaultsInput["faults"][number];

/**
 * Sets what is to go wrong in this organization's sandbox, in the place of what was set before.
 * @throws AppError `forbidden`; `invalid_request` for an operation that is none
 */
export async function setFaults(ctx: Ctx, input: SandboxFaultsInput): Promise<SandboxFaults> {
  requireTestMode(ctx, "issuers:write");
  const wrong = input.faults.flatMap(problemsOf);
  if (wrong.length > 0) throw new AppError("invalid_request", { problems: wrong });
  const plan = { rules: input.faults.map(toRule), reloginWindowMs: input.relogin_window_seconds * 1000 };
  await ctx.sandboxes.getByName(ctx.organizationId).setFaultPlan(plan);
  await ctx.db.commit([
    auditEntry(ctx, "sandbox.faults_set", ctx.organizationId, {
      faults: input.faults,
      relogin_window_seconds: input.relogin_window_seconds,
    }),
  ]);
  return toFaults(plan);
}

/** Nothing goes wrong any more. @throws AppError `forbidden` */
export async function clearFaults(ctx: Ctx): Promise<SandboxFaults> {
  return setFaults(ctx, { faults: [], relogin_window_seconds: 0 });
}

function problemsOf({ operation, kind }: Asked, i: number): Problem[] {
  const param = `faults[${i}].operation`;
  if (!isOperation(operation)) return [problem(param, "sandbox_operation_unknown")];
  const misplaced = kind === "already_authenticated" && operation !== LOGIN && operation !== "*";
  return misplaced ? [problem(param, "fault_only_of_login")] : [];
}

function toRule({ operation, kind, count, probability, delay_ms, until }: Asked): FaultRule {
  return {
    operation,
    kind,
    probability,
    left: count ?? (until === undefined ? 1 : null),
    until: until === undefined ? null : Date.parse(until),
    ...(delay_ms !== undefined && { delayMs: delay_ms }),
  };
}
