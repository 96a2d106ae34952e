import { type SQL, sql } from "drizzle-orm";
import type { Role } from "../../shared/roles.ts";
import { type AuditEntry, auditPayload } from "./audit.ts";
import { asJson, mustAffect } from "./rows.ts";

export interface InvitationRow {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly invitedBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

interface NewInvitation {
  readonly id: string;
  readonly organizationId: string;
  /** In lower case. */
  readonly email: string;
  readonly role: Role;
  readonly tokenHash: string;
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** Whoever accepts it needs a second factor in live mode: who sends it has none. */
  readonly secondFactorRequired: boolean;
  /** Roles that whoever invites may not give: an earlier invitation to one of them is not his to replace. */
  readonly rolesAbove: readonly Role[];
}

/** Mails that one organization may cause in a day. */
const MOST_A_DAY = 50;

const PENDING = sql`accepted_at is null and revoked_at is null`;

export const listInvitations = (organizationId: string, now: Date, cursor: string | undefined, limit: number): SQL =>
  asJson(sql`select id, email, role, invited_by as "invitedBy", created_at as "createdAt", expires_at as "expiresAt" from invitations
    where organization_id = ${organizationId} and ${PENDING} and expires_at > ${now.toISOString()}::timestamptz
      and (${cursor ?? null}::text is null or id < ${cursor ?? null}) order by id desc limit ${limit}`);

/**
 * Behind `lockOrganization`: who is a member already is not invited, nor anyone when too many were. An earlier one gives way, unless it is
 * to a role above: `forbidden`.
 */
export function insertInvitation(invitation: NewInvitation): SQL[] {
  const { id, organizationId, email, role, tokenHash, invitedBy, createdAt, expiresAt } = invitation;
  const at = sql`${createdAt.toISOString()}::timestamptz`;
  const above = sql`(select jsonb_array_elements_text(${JSON.stringify(invitation.rolesAbove)}::jsonb))`;
  return [
    mustAffect(
      sql`select 1 where not exists (select from members m join auth_user u on u.id = m.user_id where m.organization_id = ${organizationId} and u.email = ${email})`,
      "conflict",
    ),
    mustAffect(
      sql`select 1 where (select count(*) from invitations where organization_id = ${organizationId} and created_at > ${at} - interval '1 day') < ${MOST_A_DAY}`,
      "rate_limited",
    ),
    mustAffect(
      sql`select 1 where not exists (select from invitations where organization_id = ${organizationId} and email = ${email} and ${PENDING} and expires_at > ${at} and role in ${above})`,
      "forbidden",
    ),
    sql`update invitations set revoked_at = ${at} where organization_id = ${organizationId} and email = ${email} and ${PENDING}`,
    sql`insert into invitations (id, organization_id, email, role, token_hash, invited_by, created_at, expires_at, second_factor_required)
      values (${id}, ${organizationId}, ${email}, ${role}, ${tokenHash}, ${invitedBy}, ${at}, ${expiresAt.toISOString()}::timestamptz, ${invitation.secondFactorRequired})`,
  ];
}

/** Its role, while it can be accepted or revoked. */
export const roleOfInvitation = (organizationId: string, id: string): SQL =>
  asJson(sql`select role from invitations where organization_id = ${organizationId} and id = ${id} and ${PENDING}`);

export const revokeInvitation = (organizationId: string, id: string, at: Date): SQL =>
  mustAffect(
    sql`update invitations set revoked_at = ${at.toISOString()}::timestamptz where organization_id = ${organizationId} and id = ${id} and ${PENDING} returning 1`,
    "not_found",
  );

/** What became of it. */
export type Acceptance =
  | { readonly outcome: "invalid" | "another_email" | "member" }
  | { readonly outcome: "accepted"; readonly id: string; readonly name: string; readonly role: Role; readonly createdAt: string };

/** By the user who asks. @param entry its target is filled in by the database, which alone knows the invitation */
export const acceptInvitation = (tokenHash: string, email: string, at: Date, entry: AuditEntry): SQL =>
  sql`select accept_invitation(${tokenHash}, ${email}, ${at.toISOString()}::timestamptz, ${JSON.stringify(auditPayload(entry))}::jsonb) as row`;
