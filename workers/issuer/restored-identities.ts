import type { Owner } from "../db/owner.ts";
import type { IssuerIdentity } from "./submission.ts";
import { submitterOf } from "./submitter.ts";

/** As whom a rebuilt storage goes on with what it took back, until each submits again. One statement a call. */
export function restoredIdentities({ sql }: DurableObjectStorage) {
  sql.exec("CREATE TABLE IF NOT EXISTS restored_identities (submitter TEXT PRIMARY KEY, issuer TEXT NOT NULL)");

  return {
    keep(owner: Owner, { id, cuit, environment, certificate }: IssuerIdentity): void {
      const issuer = JSON.stringify({ id, cuit, environment, certificate });
      sql.exec("INSERT OR REPLACE INTO restored_identities VALUES (?, ?)", submitterOf(owner, id), issuer);
    },
    /** The cast is safe: `keep` alone writes this column. */
    recall(submitter: string): IssuerIdentity | undefined {
      const [row] = sql.exec<{ issuer: string }>("SELECT issuer FROM restored_identities WHERE submitter = ?", submitter).toArray();
      return row && (JSON.parse(row.issuer) as IssuerIdentity);
    },
  };
}
