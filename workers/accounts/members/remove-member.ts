import { MANAGERS, ROLES } from "../../../shared/roles.ts";
import type { RemovalQuery, Removed, RemovedMember } from "../../../shared/schemas/organization.ts";
import { listKeysMadeBy, revokeApiKeys } from "../../db/api-key-rows.ts";
import { type MemberRow, removeMember as removal } from "../../db/members.ts";
import { lockOrganization } from "../../db/organizations.ts";
import type { Mode } from "../../db/owner.ts";
import { rowsOf, saidByGuard } from "../../db/rows.ts";
import { auditEntry, sharedAuditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireRole } from "../../platform/context.ts";
import { requireSecondFactor } from "../api-keys/make-key.ts";
import { endKeys } from "../api-keys/tell-keepers.ts";
import { findMember } from "./find-member.ts";
import { requireHolding } from "./update-member.ts";

interface Key {
  readonly id: string;
  readonly mode: Mode;
}

/**
 * His sign-ins of API clients end with it; keys that he made, if that is asked for.
 * @throws AppError `not_found`; `forbidden` for a role above one's own; `last_owner`; `second_factor_setup_required` for live keys
 */
export async function removeMember(ctx: Ctx, id: string, { revoke_api_keys: revoke }: RemovalQuery): Promise<RemovedMember> {
  const me = requireRole(ctx, MANAGERS);
  const member = await findMember(ctx, id);
  requireHolding(me.role, member.role);
  const [rows] = await ctx.db.ask([listKeysMadeBy(ctx.organizationId, id, ctx.now())]);
  const keys = rowsOf<Key>(rows);
  const ended = revoke === "true" ? keys : [];
  for (const { mode } of ended) requireSecondFactor(me, mode);
  await remove(ctx, member, "member.removed", ended);
  return { id, object: "member", deleted: true, api_keys: keys.filter((key) => !ended.includes(key)).map((key) => key.id) };
}

/** @throws AppError `last_owner` */
export async function leaveOrganization(ctx: Ctx): Promise<Removed> {
  const me = requireRole(ctx, ROLES);
  await remove(ctx, me, "member.left");
  return { id: me.id, object: "member", deleted: true };
}

/** @param keys what is revoked with it */
async function remove(ctx: Ctx, member: Pick<MemberRow, "id" | "role">, action: string, keys: readonly Key[] = []): Promise<void> {
  const [{ organizationId }, now, ids] = [ctx, ctx.now(), keys.map(({ id }) => id)];
  const statements = [lockOrganization(organizationId), removal(organizationId, member), revokeApiKeys(organizationId, ids, now)];
  const entries = [
    sharedAuditEntry(ctx, action, member.id, { role: member.role }),
    ...keys.map(({ id, mode }) => auditEntry({ ...ctx, mode }, "api_key.revoked", id, { made_by: member.id })),
  ];
  await ctx.db.commit(entries, ...statements.map(ctx.db.statement)).catch(saidByGuard);
  if (keys.length > 0) await endKeys(ctx, ids, now);
}
