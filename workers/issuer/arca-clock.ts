import { narrow, type Skew, skewOf } from "./skew.ts";

export type ArcaClock = ReturnType<typeof openArcaClock>;

/** What is less is not written down: it may be lost. */
const WORTH_MS = 250;

/** What this object has learnt of ARCA's clock, from answers that it heard. */
export function openArcaClock({ sql }: DurableObjectStorage) {
  sql.exec("CREATE TABLE IF NOT EXISTS arca_clock (one INTEGER PRIMARY KEY CHECK (one = 1), low INTEGER NOT NULL, high INTEGER NOT NULL)");
  let written = sql.exec<{ low: number; high: number }>("SELECT low, high FROM arca_clock").toArray().at(0);
  let known: Skew | undefined = written;

  return {
    /** Undefined until an answer was heard. */
    skew: (): Skew | undefined => known,
    /** @param processedAt FchProceso, milliseconds. @param call when it began, and when its answer was here */
    learn(processedAt: number, call: { readonly from: number; readonly until: number }): void {
      const next = narrow(known, skewOf(processedAt, call));
      known = next;
      if (written && Math.abs(next.low - written.low) < WORTH_MS && Math.abs(next.high - written.high) < WORTH_MS) return;
      sql.exec("INSERT OR REPLACE INTO arca_clock VALUES (1, ?, ?)", Math.floor(next.low), Math.ceil(next.high));
      written = { low: next.low, high: next.high };
    },
  };
}
