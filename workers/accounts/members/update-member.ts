import { AppError } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import { holds, MANAGERS, type Role } from "../../../shared/roles.ts";
import type { Member, MemberUpdate } from "../../../shared/schemas/organization.ts";
import { changeRole } from "../../db/members.ts";
import { lockOrganization } from "../../db/organizations.ts";
import { saidByGuard } from "../../db/rows.ts";
import { sharedAuditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireRole } from "../../platform/context.ts";
import { findMember } from "./find-member.ts";
import { toMember } from "./to-member.ts";

/** @throws AppError `not_found`; `forbidden` for a role above one's own, given or taken; `last_owner` */
export async function updateMember(ctx: Ctx, id: string, { role }: MemberUpdate): Promise<Member> {
  const me = requireRole(ctx, MANAGERS);
  const member = await findMember(ctx, id);
  requireHolding(me.role, member.role, role);
  const given = { role, secondFactorRequired: !me.signedIn.secondFactor };
  if (member.role === role && (given.secondFactorRequired || !member.secondFactorRequired)) return toMember(member);
  const statements = [lockOrganization(ctx.organizationId), changeRole(ctx.organizationId, member, given)];
  const entry = sharedAuditEntry(ctx, "member.role_changed", id, { from: member.role, to: role });
  await ctx.db.commit([entry], ...statements.map(ctx.db.statement)).catch(saidByGuard);
  return toMember({ ...member, role });
}

/** @throws AppError `forbidden` */
export function requireHolding(mine: Role, ...others: readonly Role[]): void {
  if (!others.every((role) => holds(mine, role))) throw new AppError("forbidden", { problems: [problem("role", "role_above_yours")] });
}
