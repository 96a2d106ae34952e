import { AppError } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import { problem } from "../../../shared/problems.ts";
import { MANAGERS, type Role } from "../../../shared/roles.ts";
import type { Invitation, Removed } from "../../../shared/schemas/organization.ts";
import { type Page, type PageQuery, toPage } from "../../../shared/schemas/page.ts";
import { type InvitationRow, listInvitations as page, revokeInvitation as revocation, roleOfInvitation } from "../../db/invitations.ts";
import { rowsOf, saidByGuard } from "../../db/rows.ts";
import { sharedAuditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireRole } from "../../platform/context.ts";
import { requireHolding } from "../members/update-member.ts";

const ID = idPattern("ivt");

/** Those that can still be accepted. @throws AppError `invalid_request` for a cursor that is none of ours */
export async function listInvitations(ctx: Ctx, { limit, cursor }: PageQuery): Promise<Page<Invitation>> {
  requireRole(ctx, MANAGERS);
  if (cursor !== undefined && !ID.test(cursor)) throw new AppError("invalid_request", { problems: [problem("cursor", "cursor_invalid")] });
  const [rows] = await ctx.db.ask([page(ctx.organizationId, ctx.now(), cursor, limit + 1)]);
  return toPage(rowsOf<InvitationRow>(rows), limit, toInvitation);
}

/** Its link works no more. @throws AppError `not_found`, also where it was accepted or revoked; `forbidden` for a role above one's own */
export async function revokeInvitation(ctx: Ctx, id: string): Promise<Removed> {
  const me = requireRole(ctx, MANAGERS);
  const [rows] = ID.test(id) ? await ctx.db.ask([roleOfInvitation(ctx.organizationId, id)]) : [];
  const [invitation] = rowsOf<{ readonly role: Role }>(rows);
  if (!invitation) throw new AppError("not_found", { param: "id" });
  requireHolding(me.role, invitation.role);
  const statement = ctx.db.statement(revocation(ctx.organizationId, id, ctx.now()));
  await ctx.db.commit([sharedAuditEntry(ctx, "invitation.revoked", id)], statement).catch(saidByGuard);
  return { id, object: "invitation", deleted: true };
}

const toInvitation = ({ id, email, role, invitedBy, createdAt, expiresAt }: InvitationRow): Invitation => ({
  id,
  object: "invitation",
  email,
  role,
  invited_by: invitedBy,
  created_at: new Date(createdAt).toISOString(),
  expires_at: new Date(expiresAt).toISOString(),
});
