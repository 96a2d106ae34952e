import { type SQL, sql } from "drizzle-orm";
import type { Limits } from "./api-keys.ts";
import type { Mode } from "./owner.ts";
import { asJson, mustAffect } from "./rows.ts";

/** A key as its organization sees it; never the key, nor its hash. */
export interface ApiKeyRow {
  readonly id: string;
  readonly mode: Mode;
  readonly kind: "sk" | "rk";
  readonly hint: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly ipAllow: readonly string[];
  readonly limits: Limits;
  readonly replaces: string | null;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
}

export interface NewApiKey {
  readonly id: string;
  readonly organizationId: string;
  readonly mode: Mode;
  readonly kind: "sk" | "rk";
  readonly hash: string;
  readonly hint: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly ipAllow: readonly string[];
  readonly limits: Limits;
  readonly replaces: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

const COLUMNS = sql`id, mode, kind, hint, name, scopes, ip_allow::text[] as "ipAllow",
  json_build_object('reads', limit_reads, 'issuing', limit_issuing, 'lookups', limit_lookups) as limits, replaces, created_by as "createdBy",
  created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt", last_used_at as "lastUsedAt"`;

export const findApiKeyRow = (organizationId: string, id: string): SQL =>
  asJson(sql`select ${COLUMNS} from api_keys where organization_id = ${organizationId} and id = ${id}`);

/** Newest first, also those that open nothing any more. */
export const listApiKeyRows = (organizationId: string, mode: Mode | undefined, cursor: string | undefined, limit: number): SQL =>
  asJson(sql`select ${COLUMNS} from api_keys where organization_id = ${organizationId}
    and (${mode ?? null}::text is null or mode = ${mode ?? null}) and (${cursor ?? null}::text is null or id < ${cursor ?? null}) order by id desc limit ${limit}`);

const textArray = (values: readonly string[]): SQL => sql`array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;

export const insertApiKey = (key: NewApiKey): SQL =>
  sql`insert into api_keys (id, organization_id, mode, kind, hash, hint, name, scopes, ip_allow, limit_reads, limit_issuing, limit_lookups,
      replaces, created_by, created_at, expires_at)
    values (${key.id}, ${key.organizationId}, ${key.mode}, ${key.kind}, ${key.hash}, ${key.hint}, ${key.name}, ${textArray(key.scopes)},
      ${textArray(key.ipAllow)}::cidr[], ${key.limits.reads}, ${key.limits.issuing}, ${key.limits.lookups}, ${key.replaces}, ${key.createdBy},
      ${key.createdAt.toISOString()}::timestamptz, ${key.expiresAt?.toISOString() ?? null}::timestamptz)`;

/** Behind `lockOrganization` and what makes a key: no more of them open something than that. */
export const requireRoom = (organizationId: string, now: Date, most: number): SQL =>
  mustAffect(
    sql`select 1 where (select count(*) from api_keys where organization_id = ${organizationId} and revoked_at is null
      and (expires_at is null or expires_at > ${now.toISOString()}::timestamptz)) <= ${most}`,
    "quota_exceeded",
  );

/** undefined: stays as it is. */
export const updateApiKey = (
  organizationId: string,
  id: string,
  change: { readonly name?: string | undefined; readonly ipAllow?: readonly string[] | undefined },
): SQL =>
  mustAffect(
    sql`update api_keys set name = coalesce(${change.name ?? null}, name),
      ip_allow = coalesce(${change.ipAllow === undefined ? sql`null` : textArray(change.ipAllow)}::cidr[], ip_allow)
      where organization_id = ${organizationId} and id = ${id} returning 1`,
    "not_found",
  );

/** Of two that revoke or replace a key at once, one finds it still there. */
export const revokeApiKey = (organizationId: string, id: string, at: Date): SQL =>
  mustAffect(
    sql`update api_keys set revoked_at = ${at.toISOString()}::timestamptz where organization_id = ${organizationId} and id = ${id} and revoked_at is null returning 1`,
    "not_found",
  );

/** Those that a user made and that still open something. */
export const listKeysMadeBy = (organizationId: string, userId: string, now: Date): SQL =>
  asJson(sql`select id, mode from api_keys where organization_id = ${organizationId} and created_by = ${userId} and revoked_at is null
    and (expires_at is null or expires_at > ${now.toISOString()}::timestamptz) order by id`);

/** Those of them that were not revoked before. */
export const revokeApiKeys = (organizationId: string, ids: readonly string[], at: Date): SQL =>
  sql`update api_keys set revoked_at = ${at.toISOString()}::timestamptz
    where organization_id = ${organizationId} and id = any(${textArray(ids)}) and revoked_at is null`;

/** It ends then, or as it would have anyway if that is sooner. */
export const retireApiKey = (organizationId: string, id: string, at: Date): SQL =>
  mustAffect(
    sql`update api_keys set expires_at = least(expires_at, ${at.toISOString()}::timestamptz) where organization_id = ${organizationId} and id = ${id}
      and revoked_at is null and (expires_at is null or expires_at > now()) returning 1`,
    "conflict",
  );

/** Of two that replace a key at once, one violates this. */
export const REPLACED_ONCE = "api_keys_replaces";
