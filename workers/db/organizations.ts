import { type SQL, sql } from "drizzle-orm";
import type { Role } from "../../shared/roles.ts";
import { type AuditEntry, auditPayload } from "./audit.ts";
import type { Database } from "./database.ts";
import { asJson, mustAffect } from "./rows.ts";

/** Times are ISO 8601. */
export interface OrganizationRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly deletedAt: string | null;
}

interface NewOrganization {
  readonly id: string;
  readonly name: string;
  readonly userId: string;
  readonly at: Date;
}

/** Before another one of his: whoever makes one at the same time waits, and counts after us. @param most how many he may own then */
export const makeRoom = (userId: string, most: number): SQL[] => [
  sql`select lock_user(${userId})`,
  mustAffect(sql`select 1 where owned_organizations() < ${most}`, "quota_exceeded"),
];

/** With its first owner, and what the audit log is told of it. */
export const createOrganization = ({ id, name, userId, at }: NewOrganization, entries: readonly AuditEntry[]): SQL =>
  sql`select create_organization(${id}, ${name}, ${userId}, ${at.toISOString()}::timestamptz, ${JSON.stringify(entries.map(auditPayload))}::jsonb)`;

/** First in a batch that changes members: whoever else changes them waits, and counts after us. It is a statement of its own, since what counts in the same one would not see what happened during the wait. */
export const lockOrganization = (id: string): SQL =>
  mustAffect(sql`select 1 from organizations where id = ${id} and deleted_at is null for update`, "organization_deleted");

export const findOrganization = (id: string): SQL =>
  asJson(sql`select id, name, created_at as "createdAt", deleted_at as "deletedAt" from organizations where id = ${id}`);

export const renameOrganization = (id: string, name: string): SQL => sql`update organizations set name = ${name} where id = ${id}`;

export const deleteOrganization = (id: string, by: string, at: Date): SQL =>
  mustAffect(
    sql`update organizations set deleted_at = ${at.toISOString()}::timestamptz, deleted_by = ${by} where id = ${id} and deleted_at is null returning 1`,
    "organization_deleted",
  );

/** @param before deleted earlier: its days of grace are over */
export const restoreOrganization = (id: string, before: Date): SQL =>
  mustAffect(
    sql`update organizations set deleted_at = null, deleted_by = null where id = ${id} and deleted_at > ${before.toISOString()}::timestamptz returning 1`,
    "not_found",
  );

export interface Overview {
  readonly organizations: readonly (OrganizationRow & { readonly role: Role; readonly issuers: readonly IssuerOverview[] })[];
  readonly preferences: Readonly<Record<string, unknown>>;
}

interface IssuerOverview {
  readonly id: string;
  readonly mode: "test" | "live";
  readonly environment: "sandbox" | "homologation" | "production";
  readonly cuit: string;
  readonly legalName: string;
}

/** Of the user who asks, in one row. */
export const myOverview = (): SQL => sql`select my_overview() as row`;

/** Merged with what there is. */
export const setPreferences = (userId: string, preferences: object, at: Date): SQL =>
  sql`insert into user_preferences values (${userId}, ${JSON.stringify(preferences)}::jsonb, ${at.toISOString()}::timestamptz)
    on conflict (user_id) do update set preferences = user_preferences.preferences || excluded.preferences, updated_at = excluded.updated_at`;

/** undefined: stays as it is. */
export const updateUser = (
  userId: string,
  { name, language }: { readonly name?: string | undefined; readonly language?: string | undefined },
  at: Date,
): SQL =>
  sql`update auth_user set name = coalesce(${name ?? null}, name), language = coalesce(${language ?? null}, language), updated_at = ${at.toISOString()}::timestamptz where id = ${userId}`;

/** A few of those that were deleted before that. Outside of `scoped`, since it looks at all organizations: for the sweep alone. */
export async function organizationsToPurge(db: Database, before: Date): Promise<string[]> {
  const { rows } = await db.execute(
    sql`select organizations_to_purge as id from organizations_to_purge(${before.toISOString()}::timestamptz)`,
  );
  return rows.map((row) => String(row["id"]));
}

/** All that it has, but for the chain of its audit log, which loses its payloads. Nothing where it was restored meanwhile. */
export async function purgeOrganization(db: Database, id: string, before: Date, entry: AuditEntry): Promise<void> {
  await db.execute(
    sql`select purge_organization(${id}, ${before.toISOString()}::timestamptz, ${JSON.stringify([auditPayload(entry)])}::jsonb)`,
  );
}
