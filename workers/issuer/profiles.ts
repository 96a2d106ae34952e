import type { Owner } from "../db/owner.ts";
import { restoredIdentities } from "./restored-identities.ts";
import type { InvoicingIssuer, IssuerIdentity, Submission } from "./submission.ts";
import { submitterOf } from "./submitter.ts";

/**
 * What a submission needs of its issuer, as of the last one: for when Postgres does not answer. In the real environments several
 * organizations may issue through one object: each has its own copy.
 */
export function openProfiles(storage: DurableObjectStorage) {
  const { sql } = storage;
  const restored = restoredIdentities(storage);
  sql.exec(`CREATE TABLE IF NOT EXISTS profiles (
    organization_id TEXT NOT NULL, mode TEXT NOT NULL, issuer_id TEXT NOT NULL, issuer TEXT NOT NULL,
    PRIMARY KEY (organization_id, mode, issuer_id)) WITHOUT ROWID`);
  /** What the table holds, as far as this object has seen it: a submission that brings nothing new writes nothing. */
  const held = new Map<string, string>();

  return {
    keep({ owner: { organizationId, mode }, issuer, profile }: Pick<Submission, "owner" | "issuer" | "profile">): void {
      const text = JSON.stringify({ ...issuer, ...profile } satisfies InvoicingIssuer);
      const name = `${organizationId} ${mode} ${issuer.id}`;
      if (held.get(name) === text) return;
      sql.exec("INSERT OR REPLACE INTO profiles VALUES (?, ?, ?, ?)", organizationId, mode, issuer.id, text);
      held.set(name, text);
    },
    recall,
    /** As whom invoices of it are sent: what was last submitted with, or else what a rebuild has taken back. */
    identity: (owner: Owner, issuerId: string): IssuerIdentity | undefined =>
      recall(owner, issuerId) ?? restored.recall(submitterOf(owner, issuerId)),
  };

  /** The cast is safe: `keep` alone writes this column. */
  function recall({ organizationId, mode }: Owner, issuerId: string): InvoicingIssuer | undefined {
    const query = "SELECT issuer FROM profiles WHERE organization_id = ? AND mode = ? AND issuer_id = ?";
    const [row] = sql.exec<{ issuer: string }>(query, organizationId, mode, issuerId).toArray();
    return row && (JSON.parse(row.issuer) as InvoicingIssuer);
  }
}
