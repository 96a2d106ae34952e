import type { IssuerRecords } from "../db/issuer-objects.ts";
import { log } from "../platform/log.ts";
import type { openForgottenNames } from "./forgotten-names.ts";

interface Ports {
  readonly storage: DurableObjectStorage;
  readonly records: Pick<IssuerRecords, "names">;
  readonly forgotten: Pick<ReturnType<typeof openForgottenNames>, "add">;
}

/**
 * A rebuilt object takes back from Postgres what is not over. Of all else it learns the names, page by page while it issues already:
 * until it knows them all it takes nothing by a name that Postgres cannot be asked for.
 */
export function recallingNames({ storage, records, forgotten }: Ports) {
  const { sql } = storage;
  // Issuers of which not all is known, and the invoice up to which it is.
  sql.exec("CREATE TABLE IF NOT EXISTS unknown_names (issuer_id TEXT PRIMARY KEY, after TEXT NOT NULL DEFAULT '')");
  let recalling: Promise<void> | undefined;

  return {
    /** To be called in the transaction that ends a rebuild. */
    begin(issuers: readonly { readonly id: string }[]): void {
      for (const { id } of issuers) sql.exec("INSERT OR IGNORE INTO unknown_names (issuer_id) VALUES (?)", id);
    },
    areAllKnown: (): boolean => next() === undefined,
    /** Goes on until all are known, or Postgres does not answer: it is then to be called again. Never throws. */
    recall(): Promise<void> {
      if (next() === undefined) return Promise.resolve();
      recalling ??= run()
        .catch((error: unknown) => log("warn", "issuer.names.failed", { error }))
        .finally(() => {
          recalling = undefined;
        });
      return recalling;
    },
    /** The sandbox has begun anew. */
    clear: (): void => void sql.exec("DELETE FROM unknown_names"),
  };

  function next() {
    return sql.exec<{ issuer_id: string; after: string }>("SELECT issuer_id, after FROM unknown_names LIMIT 1").toArray()[0];
  }

  async function run(): Promise<void> {
    for (let due = next(); due; due = next()) {
      const { issuer_id, after } = due;
      const page = await records.names(issuer_id, after);
      storage.transactionSync(() => {
        for (const row of page) forgotten.add({ ...row, issuer_id });
        const last = page.at(-1);
        if (last) sql.exec("UPDATE unknown_names SET after = ? WHERE issuer_id = ?", last.id, issuer_id);
        else sql.exec("DELETE FROM unknown_names WHERE issuer_id = ?", issuer_id);
      });
    }
  }
}
