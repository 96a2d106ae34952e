import { AppError } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import type { Organization, TransferInput } from "../../../shared/schemas/organization.ts";
import { changeRole, findMember, type MemberRow } from "../../db/members.ts";
import { lockOrganization } from "../../db/organizations.ts";
import { rowsOf, saidByGuard } from "../../db/rows.ts";
import { sharedAuditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireRole } from "../../platform/context.ts";
import { getOrganization } from "./get-organization.ts";

/**
 * Another member becomes owner, and who gives it away an admin.
 * @throws AppError `invalid_request` for one who is no member, or for oneself
 */
export async function transferOrganization(ctx: Ctx, { member: to }: TransferInput): Promise<Organization> {
  const me = requireRole(ctx, ["owner"]);
  const id = ctx.organizationId;
  if (to === me.id) throw new AppError("invalid_request", { problems: [problem("member", "yourself")] });
  const [rows] = await ctx.db.ask([findMember(id, to)]);
  const [member] = rowsOf<MemberRow>(rows);
  if (!member) throw new AppError("invalid_request", { problems: [problem("member", "member_unknown")] });
  const secondFactorRequired = !me.signedIn.secondFactor;
  const statements = [
    lockOrganization(id),
    ...(member.role === "owner" ? [] : [changeRole(id, member, { role: "owner", secondFactorRequired })]),
    changeRole(id, { id: me.id, role: "owner" }, { role: "admin", secondFactorRequired }),
  ];
  await ctx.db
    .commit([sharedAuditEntry(ctx, "organization.transferred", id, { to, from: me.id })], ...statements.map(ctx.db.statement))
    .catch(saidByGuard);
  return getOrganization({ ...ctx, principal: { ...me, role: "admin" } });
}
