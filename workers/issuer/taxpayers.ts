import type { Problem } from "../../shared/errors.ts";
import type { Taxpayer } from "../arca/index.ts";
import type { Owner } from "../db/owner.ts";

/** How long an answer of ARCA's register is good for. */
const GOOD_FOR_MS = 24 * 60 * 60_000;

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
  return {
    /** The cast is safe: `keep` alone writes this column. */
    recall({ organizationId }: Owner, cuit: string): Taxpayer | undefined {
      const since = now().getTime() - GOOD_FOR_MS;
      const query = "SELECT taxpayer FROM taxpayers WHERE organization_id = ? AND cuit = ? AND asked_at > ?";
      const [row] = sql.exec<{ taxpayer: string }>(query, organizationId, cuit, since).toArray();
      return row && (JSON.parse(row.taxpayer) as Taxpayer);
    },
    keep({ organizationId }: Owner, taxpayer: Taxpayer): void {
      const values = [organizationId, taxpayer.cuit, JSON.stringify(taxpayer), now().getTime()];
      sql.exec("INSERT OR REPLACE INTO taxpayers VALUES (?, ?, ?, ?)", ...values);
    },
  };
}
