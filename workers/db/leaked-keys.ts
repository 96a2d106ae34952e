import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import type { Mode } from "./owner.ts";

/** A key that somebody found, whoever's it is. */
export interface FoundKey {
  readonly hash: string;
  readonly id: string;
  readonly organizationId: string;
  /** Name of the organization. */
  readonly organization: string;
  readonly mode: Mode;
  readonly name: string;
  readonly hint: string;
  /** It opens nothing any more. */
  readonly ended: boolean;
}

/** Those of them that are, or were, keys. Outside of `scoped`, as the look-up of a key is: who shows it is nobody's member. */
export async function findLeakedKeys(db: Database, hashes: readonly string[]): Promise<FoundKey[]> {
  const { rows } = await db.execute(sql`select hash, id, organization_id as "organizationId", organization, mode, name, hint, ended
    from find_leaked_keys(array(select jsonb_array_elements_text(${JSON.stringify(hashes)}::jsonb)))`);
  // The columns are those of migrations/0011_audit_anchors.sql.
  return rows as unknown as FoundKey[];
}
