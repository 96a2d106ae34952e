import type { Candidate } from "./match-finds.ts";
import type { OriginStore, Stray } from "./origin.ts";
import type { Outbox } from "./outbox.ts";
import type { Settlement } from "./settlement.ts";
import type { Store } from "./store.ts";
import { toldNumbers } from "./told-numbers.ts";

/** A row of an invoice that waits while its lane is compared with ARCA's books. */
interface Row extends Record<string, SqlStorageValue> {
  id: string;
  fingerprint: string;
  number: number | null;
  told: number | null;
  document: string;
}

interface Ports {
  readonly storage: DurableObjectStorage;
  readonly store: Pick<Store, "record">;
  readonly outbox: Pick<Outbox, "addOfLane">;
  readonly origin: OriginStore;
  readonly now: () => Date;
}

/** What a rebuild of a lane reads and writes of this storage. */
export function rebuildStore({ storage, store, outbox, origin, now }: Ports) {
  const { sql } = storage;
  const told = toldNumbers(storage, outbox);
  return {
    candidates(lane: string): (Candidate & { readonly wasSent: boolean })[] {
      const query = `SELECT i.id, i.fingerprint, r.number, r.told, i.document FROM invoices i LEFT JOIN restored r ON r.id = i.id
        WHERE i.lane = ? AND i.status = 'queued' ORDER BY i.date, i.arrival`;
      return sql.exec<Row>(query, lane).toArray().map(toCandidate);
    },
    conclude: (lane: string, settlement: Settlement, { kept, dropped }: { kept: readonly Stray[]; dropped: readonly Stray[] }): void =>
      storage.transactionSync(() => {
        store.record(lane, settlement);
        for (const { number } of dropped) origin.dropStray(lane, number);
        sql.exec("DELETE FROM restored WHERE id IN (SELECT id FROM invoices WHERE lane = ?)", lane);
        origin.laneDone(lane);
        if (kept.length === 0) return;
        sql.exec("UPDATE lanes SET foreign_at = ? WHERE lane = ?", now().getTime(), lane);
        told.tell(
          lane,
          "lane.gap",
          kept.map(({ number }) => number),
        );
      }),
    /** What ARCA holds in that lane that says the same as this invoice, and is nobody's that we know. */
    strayLike(id: string): { readonly lane: string; readonly stray: Stray } | undefined {
      const query = `SELECT s.lane, s.stray FROM invoices i JOIN strays s ON s.lane = i.lane AND s.fingerprint = i.fingerprint
        JOIN rebuilt_lanes r ON r.lane = s.lane WHERE i.id = ? AND i.status = 'queued' ORDER BY s.number LIMIT 1`;
      const [row] = sql.exec<{ lane: string; stray: string }>(query, id).toArray();
      return row && { lane: row.lane, stray: JSON.parse(row.stray) as Stray };
    },
    /** It may be ARCA's: its lane has not been asked yet. */
    isUncertain: (id: string): boolean => sql.exec("SELECT 1 FROM restored WHERE id = ?", id).toArray().length > 0,
    forget: (): void => void sql.exec("DELETE FROM restored"),
  };
}

const toCandidate = ({ id, fingerprint, number, told, document }: Row) => ({
  id,
  fingerprint,
  number,
  acceptedAt: told === null ? null : Date.parse((JSON.parse(document) as { created_at: string }).created_at),
  wasSent: told === 1,
});
