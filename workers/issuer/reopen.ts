import type { IssuerRecords } from "../db/issuer-objects.ts";
import type { Books } from "./books.ts";
import { parseLane } from "./lane-key.ts";
import type { Outcome } from "./lane.ts";
import type { Store } from "./store.ts";

interface Ports {
  readonly storage: DurableObjectStorage;
  readonly store: Pick<Store, "record">;
  readonly books: Books;
  readonly records: Pick<IssuerRecords, "supersede">;
  /** Is there something of that lane that Postgres has not heard? */
  readonly isUnpublished: (lane: string) => boolean;
}

export type Reopened = "reopened" | "not_stopped" | "unpublished";

/**
 * A person says that homologation has begun a lane's books anew after that number. What was issued above it keeps its CAE, gives up
 * its number, and is forgotten here; what was in doubt there has come to nothing. To be repeated until it is done.
 *
 * @returns `unpublished` while Postgres has not heard of all that was issued there: to be tried again
 */
export async function reopenLane(lane: string, above: number, { storage, store, books, records, isUnpublished }: Ports): Promise<Reopened> {
  if (!books.isStopped(lane)) return "not_stopped";
  if (isUnpublished(lane)) return "unpublished";
  await records.supersede(parseLane(lane), above);
  return storage.transactionSync(() => {
    if (!books.isStopped(lane)) return "not_stopped";
    const { sql } = storage;
    const pointless = sql
      .exec<{ id: string }>("SELECT id FROM invoices WHERE lane = ? AND number > ? AND status IN ('sent', 'needs_attention')", lane, above)
      .toArray();
    sql.exec("DELETE FROM invoices WHERE lane = ? AND number > ? AND status = 'authorized'", lane, above);
    store.record(lane, { outcomes: pointless.map(({ id }): Outcome => ({ id, status: "queued" })), last: null });
    sql.exec("UPDATE lanes SET last_date = NULL WHERE lane = ?", lane);
    // Numbers begin anew there: what was told of them, and looked at, was of others.
    sql.exec("DELETE FROM told_numbers WHERE lane = ? AND number > ?", lane, above);
    sql.exec("UPDATE audited SET last = min(last, ?) WHERE lane = ?", above, lane);
    books.forget(lane);
    return "reopened";
  });
}
