import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import type { Owner } from "./owner.ts";

/** A key that is neither expired nor revoked. */
export interface ApiKey extends Owner {
  readonly id: string;
  readonly scopes: readonly string[];
  /** Milliseconds since the epoch; null: never. */
  readonly expiresAt: number | null;
}

/**
 * The one reading outside of `scoped`: a key is looked up before anyone knows whose it is. The function in the database
 * answers for one hash at a time, and the table itself is closed to us.
 */
export async function findApiKey(db: Database, hash: string): Promise<ApiKey | undefined> {
  const { rows } = await db.execute(sql`select id, organization_id as "organizationId", mode, scopes,
    (extract(epoch from expires_at) * 1000)::float8 as "expiresAt" from find_api_key(${hash})`);
  // The columns and their types are those of `find_api_key` in migrations/0005_api_key_expiry.sql.
  return rows[0] as ApiKey | undefined;
}
