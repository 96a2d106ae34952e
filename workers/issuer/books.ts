import { problem } from "../../shared/problems.ts";
import type { Problem } from "../../shared/errors.ts";
import type { LaneAuthority } from "./authority.ts";
import type { Outbox } from "./outbox.ts";

/** ARCA's last number is below one that it has authorized. Nothing can be numbered until it is not, or a person says go on. */
export class BooksWentBack extends Error {
  readonly last: number;
  readonly highest: number;
  /** For whoever waits. */
  readonly problem: Problem;

  constructor(last: number, highest: number) {
    super(`ARCA's last number is ${last}, after ${highest}`);
    this.name = "BooksWentBack";
    this.last = last;
    this.highest = highest;
    this.problem = problem(null, "books_went_back", { last, highest });
  }
}

export type Books = ReturnType<typeof openBooks>;

/**
 * What ARCA has authorized it cannot forget: but homologation begins its books anew at times, and a lane would then number over its
 * own invoices. So ARCA's last number is held against the highest that we know of.
 */
export function openBooks({ sql }: DurableObjectStorage, outbox: Pick<Outbox, "addOfLane">, now: () => Date) {
  // `highest`: of what this storage holds no row of, since it has been forgotten, or was in a storage before it.
  sql.exec("CREATE TABLE IF NOT EXISTS books (lane TEXT PRIMARY KEY, highest INTEGER NOT NULL, stopped_at INTEGER)");

  function highest(lane: string): number {
    const { number } = sql
      .exec<{ number: number | null }>(
        `SELECT max(number) AS number FROM (SELECT highest AS number FROM books WHERE lane = ?1
          UNION ALL SELECT * FROM (SELECT number FROM invoices
            WHERE lane = ?1 AND number IS NOT NULL AND status = 'authorized' ORDER BY number DESC LIMIT 1))`,
        lane,
      )
      .one();
    return number ?? 0;
  }

  /** Told once, however often it is met. */
  function stop(lane: string): void {
    const { rowsWritten } = sql.exec(
      `INSERT INTO books VALUES (?1, 0, ?2) ON CONFLICT (lane) DO UPDATE SET stopped_at = ?2 WHERE stopped_at IS NULL`,
      lane,
      now().getTime(),
    );
    if (rowsWritten > 0) outbox.addOfLane(lane, "lane.books_went_back");
  }

  return {
    highest,
    raise(lane: string, number: number): void {
      sql.exec(
        "INSERT INTO books VALUES (?, ?, NULL) ON CONFLICT (lane) DO UPDATE SET highest = max(highest, excluded.highest)",
        lane,
        number,
      );
    },
    isStopped: (lane: string): boolean =>
      sql.exec("SELECT 1 FROM books WHERE lane = ? AND stopped_at IS NOT NULL", lane).toArray().length > 0,
    /** ARCA's last number only where it can be. @throws BooksWentBack */
    guarded: (authority: LaneAuthority): LaneAuthority => ({
      ...authority,
      async lastAuthorized(lane) {
        // Before the call: what is authorized meanwhile is no reason to doubt the answer.
        const before = highest(lane);
        const last = await authority.lastAuthorized(lane);
        if (last < before) {
          stop(lane);
          throw new BooksWentBack(last, before);
        }
        sql.exec("UPDATE books SET stopped_at = NULL WHERE lane = ? AND stopped_at IS NOT NULL", lane);
        return last;
      },
    }),
    forget: (lane?: string): void =>
      void (lane === undefined ? sql.exec("DELETE FROM books") : sql.exec("DELETE FROM books WHERE lane = ?", lane)),
  };
}
