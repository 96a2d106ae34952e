import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";

/** The end of a chain of the audit log, as far as it has got. */
export interface ChainEnd {
  /** Id of the organization, or of the user, whose it is. */
  readonly chain: string;
  readonly seq: number;
  /** Hexadecimal. */
  readonly hash: string;
  /** When it was anchored last, as Postgres writes it. */
  readonly since: string;
}

/** A page of the ends that have moved since an anchor from before that moment. For the timer alone: it looks past row level security. */
export async function chainsToAnchor(db: Database, before: Date, after: ChainEnd | undefined, limit: number): Promise<ChainEnd[]> {
  const { since = "-infinity", chain = "" } = after ?? {};
  const { rows } = await db.execute(
    sql`select chain, seq::int as seq, hash, since::text as since
      from heads_to_anchor(${before.toISOString()}::timestamptz, ${since}::timestamptz, ${chain}, ${limit})`,
  );
  // The columns are those of migrations/0011_audit_anchors.sql.
  return rows as unknown as ChainEnd[];
}

export async function recordAnchors(db: Database, anchored: readonly ChainEnd[], at: Date): Promise<void> {
  const rows = anchored.map(({ chain, seq }) => ({ chain, seq }));
  await db.execute(sql`select audit_anchored(${JSON.stringify(rows)}::jsonb, ${at.toISOString()}::timestamptz)`);
}

/** A chain whose anchor is late, and how many there are. */
export interface LateAnchor {
  readonly chain: string;
  /** When the first entry was written that waits for it, ISO 8601. */
  readonly since: string;
  readonly count: number;
}

/** Those that have waited longest first. For the timer alone, too. */
export async function lateAnchors(db: Database, at: Date, limit: number): Promise<LateAnchor[]> {
  const { rows } = await db.execute(
    sql`select chain, to_json(since at time zone 'UTC') #>> '{}' || 'Z' as since, count(*) over ()::int as count
      from late_anchors(${at.toISOString()}::timestamptz) as late order by late.since, chain limit ${limit}`,
  );
  // The columns are those of migrations/0015_late_anchors.sql.
  return rows as unknown as LateAnchor[];
}
