import type { IssuerRecords, KnownLane } from "../db/issuer-objects.ts";
import { auditLane, type LaneAudit } from "./audit-lane.ts";
import { WINDOW } from "./audit-sample.ts";
import type { LaneAuthority } from "./authority.ts";
import type { Books } from "./books.ts";
import { heldNumbers } from "./held-numbers.ts";
import { laneKey } from "./lane-key.ts";
import type { Outbox } from "./outbox.ts";
import { toldNumbers } from "./told-numbers.ts";

interface Ports {
  readonly storage: DurableObjectStorage;
  readonly outbox: Pick<Outbox, "addOfLane">;
  readonly books: Books;
  readonly records: IssuerRecords;
  readonly authorityOf: (lane: string) => LaneAuthority;
  readonly now: () => Date;
}

/** Compares every lane of an object with ARCA's books. Whoever else is found to issue in one is told of once. */
export function openAudit({ storage, outbox, books, records, authorityOf, now }: Ports) {
  const { sql } = storage;
  const told = toldNumbers(storage, outbox);
  // Up to which number of ARCA's an audit has looked for what is not ours.
  sql.exec("CREATE TABLE IF NOT EXISTS audited (lane TEXT PRIMARY KEY, last INTEGER NOT NULL)");

  return {
    async run(): Promise<LaneAudit[]> {
      const parts = Map.groupBy(await records.lanes(), ({ pointOfSale, typeCode }) => laneKey({ PtoVta: pointOfSale, CbteTipo: typeCode }));
      const audits: LaneAudit[] = [];
      for (const [lane, some] of parts) audits.push(await one(lane, some));
      return audits;
    },
    forget(): void {
      for (const table of ["audited", "told_numbers"]) sql.exec(`DELETE FROM ${table}`);
    },
  };

  async function one(lane: string, parts: readonly KnownLane[]): Promise<LaneAudit> {
    books.raise(lane, Math.max(...parts.map(({ last }) => last)));
    const authority = books.guarded(authorityOf(lane));
    const held = (of: string, from: number, also: readonly number[]) => heldNumbers(storage, of, from, also);
    const audit = await auditLane(lane, parts, { authority, records, held, random: Math.random });
    tell(lane, audit);
    return audit;
  }

  function tell(lane: string, { arcaLast, between, beyond }: LaneAudit): void {
    if (arcaLast === null) return;
    storage.transactionSync(() => {
      const [row] = sql.exec<{ last: number }>("SELECT last FROM audited WHERE lane = ?", lane).toArray();
      const isNew = (number: number) => number > (row?.last ?? 0);
      const isGap = told.tell(lane, "lane.gap", between.filter(isNew));
      if (told.tell(lane, "lane.foreign_comprobante", beyond.filter(isNew)) || isGap) {
        sql.exec("UPDATE lanes SET foreign_at = max(coalesce(foreign_at, 0), ?) WHERE lane = ?", now().getTime(), lane);
      }
      told.prune(lane, arcaLast - WINDOW);
      sql.exec("INSERT INTO audited VALUES (?, ?) ON CONFLICT (lane) DO UPDATE SET last = max(last, excluded.last)", lane, arcaLast);
    });
  }
}
