import { type SQL, sql } from "drizzle-orm";
import type { Role } from "../../shared/roles.ts";
import { asJson, mustAffect } from "./rows.ts";

/** `id` is the user's. */
export interface MemberRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly secondFactor: boolean;
  /** In live mode, whatever his role: it was given by somebody without one. */
  readonly secondFactorRequired: boolean;
  readonly createdAt: string;
}

const COLUMNS = sql`m.user_id as id, u.email, u.name, m.role, u.two_factor_enabled as "secondFactor", m.second_factor_required as "secondFactorRequired", m.created_at as "createdAt"`;
const FROM = sql`from members m join auth_user u on u.id = m.user_id`;

export const findMember = (organizationId: string, userId: string): SQL =>
  asJson(sql`select ${COLUMNS} ${FROM} where m.organization_id = ${organizationId} and m.user_id = ${userId}`);

/** The newest users first. */
export const listMembers = (organizationId: string, cursor: string | undefined, limit: number): SQL =>
  asJson(
    sql`select ${COLUMNS} ${FROM} where m.organization_id = ${organizationId} and (${cursor ?? null}::text is null or m.user_id < ${cursor ?? null}) order by m.user_id desc limit ${limit}`,
  );

/** He is still what he was when that was decided, and he is not the last owner. Behind `lockOrganization`. */
const guarded = (organizationId: string, { id, role }: Pick<MemberRow, "id" | "role">): SQL =>
  sql`organization_id = ${organizationId} and user_id = ${id} and role = ${role}
    and (role <> 'owner' or (select count(*) from members o where o.organization_id = ${organizationId} and o.role = 'owner') > 1)`;

const codeOf = (role: Role): string => (role === "owner" ? "last_owner" : "not_found");

/** Behind `lockOrganization`: fails with `last_owner`, or `not_found` where he has gone or changed meanwhile. */
export const removeMember = (organizationId: string, member: Pick<MemberRow, "id" | "role">): SQL =>
  mustAffect(sql`delete from members where ${guarded(organizationId, member)} returning 1`, codeOf(member.role));

/** Likewise. */
export const changeRole = (
  organizationId: string,
  member: Pick<MemberRow, "id" | "role">,
  given: Pick<MemberRow, "role" | "secondFactorRequired">,
): SQL =>
  mustAffect(
    sql`update members set role = ${given.role}, second_factor_required = ${given.secondFactorRequired} where ${guarded(organizationId, member)} returning 1`,
    codeOf(member.role),
  );
