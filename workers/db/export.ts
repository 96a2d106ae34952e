import { type SQL, sql } from "drizzle-orm";
import type { Mode } from "./owner.ts";

/** What an organization has, as it takes it with it. No key, no hash of one, no sealed key is among the columns. */
const PARTS = {
  members: {
    key: sql`m.user_id`,
    from: sql`members m join auth_user u on u.id = m.user_id`,
    owned: sql`m.organization_id`,
    columns: sql`m.user_id as id, u.email, u.name, m.role, m.created_at`,
  },
  invitations: {
    key: sql`id`,
    from: sql`invitations`,
    owned: sql`organization_id`,
    columns: sql`id, email, role, invited_by, created_at, expires_at, accepted_at, revoked_at`,
  },
  api_keys: {
    key: sql`id`,
    from: sql`api_keys`,
    owned: sql`organization_id`,
    columns: sql`id, mode, case kind when 'sk' then 'secret' else 'restricted' end as kind, name, scopes, ip_allow,
      json_build_object('reads', limit_reads, 'issuing', limit_issuing, 'lookups', limit_lookups) as limits, replaces, created_by, created_at,
      expires_at, revoked_at, last_used_at`,
  },
  issuers: {
    key: sql`id`,
    from: sql`issuers`,
    owned: sql`organization_id`,
    columns: sql`id, mode, environment, cuit, legal_name, iva_condition, address, iibb, activities_started_on, default_point_of_sale, represented_by, created_at`,
  },
  certificates: {
    key: sql`id`,
    from: sql`certificates`,
    owned: sql`organization_id`,
    columns: sql`id, mode, issuer_id, environment, alias, csr, pem, expires_at, deactivated_at, created_at`,
  },
  invoices: {
    key: sql`id`,
    from: sql`invoices`,
    owned: sql`organization_id`,
    columns: sql`id, mode, issuer_id, batch_id, idempotency_key, external_id, status, cae, document, timeline, superseded_at, created_at`,
  },
  events: {
    key: sql`id`,
    from: sql`events`,
    owned: sql`organization_id`,
    columns: sql`id, mode, type as event_type, target, data, created_at`,
  },
  ledger_reports: {
    key: sql`id`,
    from: sql`ledger_reports`,
    owned: sql`organization_id`,
    columns: sql`id, mode, issuer_id, status, lanes, created_at, finished_at, acknowledged_at`,
  },
  audit_log: {
    key: sql`lpad(seq::text, 18, '0')`,
    from: sql`audit_log`,
    owned: sql`organization_id`,
    columns: sql`lpad(seq::text, 18, '0') as id, seq, id as entry, at, actor, action, target, payload, encode(body, 'hex') as body, encode(prev, 'hex') as prev, encode(hash, 'hex') as hash`,
  },
} as const;

export type ExportPart = keyof typeof PARTS;
/** In this order; those with a mode once for each. */
export const EXPORT_PARTS: readonly { readonly part: ExportPart; readonly modes: readonly Mode[] }[] = [
  { part: "members", modes: ["test"] },
  { part: "invitations", modes: ["test"] },
  { part: "api_keys", modes: ["test"] },
  { part: "issuers", modes: ["test", "live"] },
  { part: "certificates", modes: ["test", "live"] },
  { part: "invoices", modes: ["test", "live"] },
  { part: "events", modes: ["test", "live"] },
  { part: "ledger_reports", modes: ["test", "live"] },
  { part: "audit_log", modes: ["test"] },
];

/** An answer of Postgres has 10 MiB at most, and an invoice with its timeline may be one of them. */
const PAGE = { rows: 200, bytes: 4_000_000 };

/**
 * A page in the order of ids, as many rows as fit; none: there are no more. The first statement tells row level security of the mode;
 * rows are the second's.
 */
export function exportPage(organizationId: string, part: ExportPart, mode: Mode, after: string): SQL[] {
  const { key, from, owned, columns } = PARTS[part];
  const page = sql`select ${columns} from ${from} where ${owned} = ${organizationId} and ${key} > ${after} order by ${key} limit ${PAGE.rows}`;
  return [
    sql`select set_config('app.mode', ${mode}, true)`,
    sql`with page as (select row_to_json(r)::text as text, row_number() over (order by r.id) as place from (${page}) r),
        weighed as (select text, place, sum(octet_length(text)) over (order by place) as weight from page)
      select text::json as row from weighed where weight <= ${PAGE.bytes} or place = 1 order by place`,
  ];
}
