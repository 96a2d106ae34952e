import { createHash } from "node:crypto";
import type { Ledger } from "./ledger.ts";
import type { Store } from "./store.ts";
import type { Submission } from "./submission.ts";

/** What names an invoice to whoever sends it; as a row of the object has it. */
export interface NamedRow {
  readonly organization_id: string;
  readonly mode: string;
  readonly issuer_id: string;
  readonly idempotency_key: string | null;
  readonly external_id: string | null;
}

export type ForgottenNames = ReturnType<typeof openForgottenNames>;

/**
 * Names of invoices that the object has forgotten. Postgres has them in full and is asked for them; this is for when it does not
 * answer: a number for each name says that there may be such an invoice, and then nothing is issued by that name.
 */
export function openForgottenNames({ sql }: DurableObjectStorage) {
  sql.exec("CREATE TABLE IF NOT EXISTS forgotten_names (name INTEGER PRIMARY KEY)");
  return {
    add(row: NamedRow): void {
      for (const name of namesOf(row)) sql.exec("INSERT OR IGNORE INTO forgotten_names VALUES (?)", name);
    },
    mayName({ owner, issuer, idempotencyKey, invoice }: Pick<Submission, "owner" | "issuer" | "idempotencyKey" | "invoice">): boolean {
      const names = namesOf({
        organization_id: owner.organizationId,
        mode: owner.mode,
        issuer_id: issuer.id,
        idempotency_key: idempotencyKey,
        external_id: invoice.external_id,
      });
      return names.some((name) => sql.exec("SELECT 1 FROM forgotten_names WHERE name = ?", name).toArray().length > 0);
    },
    /** The sandbox has begun anew. */
    clear: (): void => void sql.exec("DELETE FROM forgotten_names"),
  };
}

interface Known {
  readonly store: Pick<Store, "byKey">;
  readonly ledger: Pick<Ledger, "areNamesKnown">;
  readonly names: Pick<ForgottenNames, "mayName">;
}

/** Whether there may be an invoice by its names that this storage knows nothing of. */
export function mayBeForgotten({ store, ledger, names }: Known, submission: Submission): boolean {
  const { owner, issuer, idempotencyKey: key, invoice } = submission;
  if (key === null && invoice.external_id === null) return false;
  if (key !== null && store.byKey(owner, issuer.id, key)) return false;
  return !ledger.areNamesKnown() || names.mayName(submission);
}

/** 48 bits of a hash: two names that share them make a caller wait for Postgres, and no more. */
function namesOf({ organization_id, mode, issuer_id, idempotency_key, external_id }: NamedRow): number[] {
  const name = (kind: string, text: string | null) =>
    text === null
      ? []
      : [
          createHash("sha256")
            .update(JSON.stringify([kind, organization_id, mode, issuer_id, text]))
            .digest()
            .readUIntBE(0, 6),
        ];
  return [...name("key", idempotency_key), ...name("external_id", external_id)];
}
