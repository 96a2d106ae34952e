import { type SQL, sql } from "drizzle-orm";
import { type AuditEntry, auditPayload } from "./audit.ts";
import { asJson } from "./rows.ts";

export interface AuditRow {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly target: string | null;
  readonly change: Record<string, unknown> | null;
  /** Hexadecimal. */
  readonly hash: string;
}

export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly target?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Entries of what was done in that mode alone. */
  readonly mode?: string | undefined;
  /** Entries before that one. */
  readonly before?: string | undefined;
}

/** Newest first. */
export const listAuditLog = (organizationId: string, filter: AuditFilter, limit: number): SQL =>
  asJson(sql`select id, seq, at, actor, action, target, payload::jsonb - 'nonce' as change, encode(hash, 'hex') as hash
    from audit_log where ${sql.join(conditions(organizationId, filter), sql` and `)} order by seq desc limit ${limit}`);

function conditions(organizationId: string, { actor, action, target, from, to, mode, before }: AuditFilter): SQL[] {
  return [
    sql`organization_id = ${organizationId}`,
    ...(actor === undefined ? [] : [sql`actor = ${actor}`]),
    ...(action === undefined ? [] : [sql`action = ${action}`]),
    ...(target === undefined ? [] : [sql`target = ${target}`]),
    ...(from === undefined ? [] : [sql`at >= ${from}::timestamptz`]),
    ...(to === undefined ? [] : [sql`at < ${to}::timestamptz`]),
    ...(mode === undefined ? [] : [sql`payload::jsonb ->> 'mode' = ${mode}`]),
    ...(before === undefined ? [] : [sql`seq < ${before}::bigint`]),
  ];
}

/** Of what somebody did to what is his own: told to each organization that he is a member of. */
export function appendAuditOfUser(entry: Omit<AuditEntry, "target">): SQL {
  const { id, actor, action, payload } = auditPayload({ ...entry, target: entry.actor });
  return sql`select audit_of_user(${actor}, ${id}, ${action}, ${payload})`;
}
