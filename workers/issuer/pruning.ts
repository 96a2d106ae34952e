import { idAt } from "../../shared/ids.ts";
import type { Books } from "./books.ts";
import type { Calls } from "./calls.ts";
import { openForgottenNames } from "./forgotten-names.ts";

/** How long the object keeps what is over. After that a key or an external_id is found in Postgres, where it stays. */
const KEPT_MS = 35 * 86_400_000;
const EVERY_MS = 60 * 60_000;
/** Rows of each kind in one go: few enough not to hold up what issues. */
const AT_ONCE = 500;

interface ForgottenRow extends Record<string, SqlStorageValue> {
  lane: string;
  number: number | null;
  status: string;
  organization_id: string;
  mode: string;
  issuer_id: string;
  idempotency_key: string | null;
  external_id: string | null;
}

/** Forgets invoices of which nothing more can become, and which Postgres has confirmed, with the calls of their time. */
export function openPruning(storage: DurableObjectStorage, calls: Pick<Calls, "prune">, books: Pick<Books, "raise">, now: () => Date) {
  const { sql } = storage;
  const names = openForgottenNames(storage);
  let next = 0;
  return {
    /** Does some of it, if it is time. To be called where it is in nobody's way. */
    sometimes(): void {
      if (now().getTime() < next) return;
      const isMore = prune(now().getTime() - KEPT_MS);
      next = isMore ? 0 : now().getTime() + EVERY_MS;
    },
    prune,
  };

  /** @param before milliseconds: what was accepted and over before then. @returns whether there is more of it */
  function prune(before: number): boolean {
    const over = `SELECT arrival FROM invoices WHERE id < ? AND status IN ('authorized', 'rejected', 'cancelled') AND coalesce(settled_at, 0) < ?
      AND NOT EXISTS (SELECT 1 FROM outbox WHERE invoice_id = invoices.id) ORDER BY id LIMIT ?`;
    const query = `DELETE FROM invoices WHERE arrival IN (${over}) 
      RETURNING lane, number, status, organization_id, mode, issuer_id, idempotency_key, external_id`;
    const forgotten = sql.exec<ForgottenRow>(query, idAt("inv", before), before, AT_ONCE).toArray();
    // Of one that was not issued the external_id is free.
    for (const row of forgotten) names.add(row.status === "authorized" ? row : { ...row, external_id: null });
    // The highest number of a lane outlasts its invoices: see books.ts.
    for (const [lane, rows] of Map.groupBy(forgotten, (row) => row.lane))
      books.raise(lane, Math.max(0, ...rows.map(({ number }) => number ?? 0)));
    const gone = [forgotten.length];
    for (const { lane } of sql.exec<{ lane: string }>("SELECT lane FROM lanes").toArray()) gone.push(calls.prune(lane, before, AT_ONCE));
    return gone.includes(AT_ONCE);
  }
}
