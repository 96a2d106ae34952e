import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import type { Owner } from "./owner.ts";

/** A key that is neither expired nor revoked, of an organization that is there. */
export interface ApiKey extends Owner {
  readonly id: string;
  readonly scopes: readonly string[];
  /** Milliseconds since the epoch; null: never. */
  readonly expiresAt: number | null;
  /** Networks it may be used from, as CIDR; none: from anywhere. */
  readonly ipAllow: readonly string[];
  /** How much of each it may take in an hour. */
  readonly limits: Limits;
}

export interface Limits {
  readonly reads: number;
  readonly issuing: number;
  readonly lookups: number;
}

/**
 * The one reading outside of `scoped`: a key is looked up before anyone knows whose it is. The function in the database
 * answers for one hash at a time, and the table itself is closed to us.
 */
export async function findApiKey(db: Database, hash: string): Promise<ApiKey | undefined> {
  const { rows } = await db.execute(sql`select find_api_key as key from find_api_key(${hash}) where find_api_key is not null`);
  // The one column and its fields are those of `find_api_key` in migrations/0008_organizations.sql.
  return rows[0]?.["key"] as ApiKey | undefined;
}

/** A use of a key, with the entries for the audit log, of which one is written if it is the first from that address on that day. */
export interface ApiKeyUse {
  readonly key: string;
  readonly at: string;
  /** Keyed hash. */
  readonly address: string;
  readonly first: Readonly<Record<string, string>>;
  readonly another: Readonly<Record<string, string>>;
}

export async function recordApiKeyUses(db: Database, uses: readonly ApiKeyUse[]): Promise<void> {
  await db.execute(sql`select record_api_key_uses(${JSON.stringify(uses)}::jsonb)`);
}
