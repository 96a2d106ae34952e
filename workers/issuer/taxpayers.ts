import type { Problem } from "../../shared/errors.ts";
import type { Taxpayer } from "../arca/index.ts";
import type { Owner } from "../db/owner.ts";

/** How long an answer of ARCA's register is good for. */
const GOOD_FOR_MS = 24 * 60 * 60_000;
/** Old answers that are forgotten with each new one: more than come. */
const AT_ONCE = 20;

/** What the register says of a CUIT: who has it, that nobody does, or nothing, since it cannot be asked now. */
export type Registered =
  | { readonly outcome: "found"; readonly taxpayer: Taxpayer }
  | { readonly outcome: "unknown" }
  | { readonly outcome: "unavailable"; readonly trouble: Problem | null };

/** What ARCA's register said, each organization's own questions apart. */
export function taxpayerMemory({ sql }: DurableObjectStorage, now: () => Date) {
  sql.exec(`CREATE TABLE IF NOT EXISTS taxpayers (
    organization_id TEXT NOT NULL, cuit TEXT NOT NULL, taxpayer TEXT NOT NULL, asked_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, cuit))`);
  sql.exec("CREATE INDEX IF NOT EXISTS taxpayers_by_age ON taxpayers (asked_at)");
  return {
    /** The cast is safe: `keep` alone writes this column. */
    recall({ organizationId }: Owner, cuit: string): Taxpayer | undefined {
      const since = now().getTime() - GOOD_FOR_MS;
      const query = "SELECT taxpayer FROM taxpayers WHERE organization_id = ? AND cuit = ? AND asked_at > ?";
      const [row] = sql.exec<{ taxpayer: string }>(query, organizationId, cuit, since).toArray();
      return row && (JSON.parse(row.taxpayer) as Taxpayer);
    },
    /** And forgets those that are good for nothing any more. */
    keep({ organizationId }: Owner, taxpayer: Taxpayer): void {
      const values = [organizationId, taxpayer.cuit, JSON.stringify(taxpayer), now().getTime()];
      sql.exec("INSERT OR REPLACE INTO taxpayers VALUES (?, ?, ?, ?)", ...values);
      const old = "SELECT rowid FROM taxpayers WHERE asked_at <= ? ORDER BY asked_at LIMIT ?";
      sql.exec(`DELETE FROM taxpayers WHERE rowid IN (${old})`, now().getTime() - GOOD_FOR_MS, AT_ONCE);
    },
  };
}
