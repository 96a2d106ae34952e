import type { Outbox } from "./outbox.ts";

/** Numbers that an event names. */
const NAMED = 100;

/** Numbers of ARCA's that are not ours, each told once, whoever comes upon it: a run, a rebuild, or an audit of the books. */
export function toldNumbers({ sql }: DurableObjectStorage, outbox: Pick<Outbox, "addOfLane">) {
  return {
    /** To be called in the transaction of what was found. @returns whether any of them is news */
    tell(lane: string, type: "lane.foreign_comprobante" | "lane.gap", numbers: readonly number[]): boolean {
      const query = "INSERT INTO told_numbers SELECT ?, value FROM json_each(?) WHERE true ON CONFLICT DO NOTHING RETURNING number";
      const news = sql.exec<{ number: number }>(query, lane, JSON.stringify(numbers)).toArray();
      if (news.length === 0) return false;
      const told = news.map(({ number }) => number).toSorted((a, b) => a - b);
      outbox.addOfLane(lane, type, { count: told.length, numbers: told.slice(-NAMED) });
      return true;
    },
    /** No audit looks at those below any more. */
    prune: (lane: string, below: number): void => void sql.exec("DELETE FROM told_numbers WHERE lane = ? AND number < ?", lane, below),
  };
}
