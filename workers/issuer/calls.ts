import type { CallReport } from "../arca/index.ts";

/** The consecutive numbers that a call was about. */
export interface Numbers {
  readonly first: number;
  readonly last: number;
}

/** What is kept of a call to ARCA: nothing of what went over the wire. */
export interface Call extends CallReport {
  readonly numbers: Numbers | null;
  /** Fingerprint of the login ticket; null where it needed none. */
  readonly ticket: string | null;
}

export interface Called extends Call {
  /** When it began, milliseconds since the epoch. */
  readonly at: number;
  readonly key: string;
}

/** Names a call within its lane: when it began, and a number that tells those apart that began together. */
export type CallKey = readonly [at: number, turn: number];

/** A call that an invoice was sent in, and the number that it was sent with. As the column `calls` of an invoice holds them. */
export type Attempt = readonly [at: number, turn: number, number: number];

interface Row extends Record<string, SqlStorageValue> {
  at: number;
  turn: number;
  operation: string;
  ms: number;
  outcome: string;
  codes: string;
  ticket: string | null;
  first: number | null;
  last: number | null;
}

/** Those that number comprobantes; the others only read. */
export const AUTHORIZING: ReadonlySet<string> = new Set(["FECAESolicitar", "FEXAuthorize"]);

/** Of calls that only read, those that are told at each end of very many. */
export const READINGS = 100;

/** To the letter as the index `readings` has it. */
const READS = "operation <> 'FECAESolicitar' AND operation <> 'FEXAuthorize'";

export type Calls = ReturnType<typeof openCalls>;

export const keyOf = (at: number, turn: number): string => `${at}.${turn}`;

/** The calls to ARCA that concerned invoices, lane by lane: one row each, whatever the number of invoices in it. */
export function openCalls({ sql }: DurableObjectStorage, now: () => Date) {
  let turns = 0;
  return {
    /** To be called as soon as the call has ended. */
    add(lane: string, { operation, ms, outcome, arcaCodes = [], ticket, numbers }: Call): CallKey {
      const key: CallKey = [Math.round(now().getTime() - ms), (turns += 1)];
      sql.exec(
        "INSERT INTO calls VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        lane,
        ...key,
        operation,
        ms,
        outcome,
        JSON.stringify(arcaCodes),
        ticket,
        numbers?.first ?? null,
        numbers?.last ?? null,
      );
      return key;
    },
    /** Those with these keys, as far as they are kept. */
    withKeys(lane: string, keys: readonly CallKey[]): Called[] {
      const query = `SELECT c.* FROM json_each(?2) k CROSS JOIN calls c
        ON c.lane = ?1 AND c.at = k.value ->> 0 AND c.turn = k.value ->> 1 ORDER BY c.at, c.turn`;
      return sql.exec<Row>(query, lane, JSON.stringify(keys)).toArray().map(toCalled);
    },
    /**
     * What was asked of a lane within that time, oldest first: for its last number, and for these numbers. Of more than `READINGS` of
     * either kind only those at the ends.
     */
    readings(lane: string, from: number, to: number, numbers: readonly number[]): Called[] {
      const found = new Map<string, Called>();
      for (const which of ["first IS NULL", "first IN (SELECT value FROM json_each(?4))"]) {
        for (const order of ["at, turn", "at DESC, turn DESC"]) {
          const query = `SELECT * FROM calls INDEXED BY readings WHERE lane = ?1 AND at BETWEEN ?2 AND ?3 AND ${READS} AND ${which} AND ?4 IS NOT NULL
            ORDER BY ${order} LIMIT ${READINGS}`;
          for (const row of sql.exec<Row>(query, lane, from, to, JSON.stringify(numbers)))
            found.set(keyOf(row.at, row.turn), toCalled(row));
        }
      }
      return [...found.values()].toSorted(inOrder);
    },
    /** How many `readings` there would be, were none left out. Reads each: for where some are. */
    count(lane: string, from: number, to: number, numbers: readonly number[]): number {
      const query = `SELECT count(*) AS count FROM calls INDEXED BY readings WHERE lane = ?1 AND at BETWEEN ?2 AND ?3 AND ${READS} AND `;
      const alone = sql.exec<{ count: number }>(`${query} first IS NULL`, lane, from, to).one();
      const some = `${query} first IN (SELECT value FROM json_each(?4))`;
      return alone.count + sql.exec<{ count: number }>(some, lane, from, to, JSON.stringify(numbers)).one().count;
    },
    /** Forgets those of a lane from before then. @returns how many */
    prune(lane: string, before: number, atMost: number): number {
      const old = "SELECT at, turn FROM calls WHERE lane = ?1 AND at < ?2 ORDER BY at, turn LIMIT ?3";
      return sql.exec(`DELETE FROM calls WHERE lane = ?1 AND (at, turn) IN (${old}) RETURNING at`, lane, before, atMost).toArray().length;
    },
  };
}

/** Keys hold both in that order. */
export const inOrder = (a: Called, b: Called): number => a.at - b.at || turnOf(a) - turnOf(b);

const turnOf = ({ key }: Called): number => Number(key.slice(key.indexOf(".") + 1));

/** The casts are safe: `add` alone writes these columns. */
const toCalled = ({ at, turn, operation, ms, outcome, codes, ticket, first, last }: Row): Called => ({
  at,
  key: keyOf(at, turn),
  operation,
  ms,
  outcome: outcome as Call["outcome"],
  arcaCodes: JSON.parse(codes) as number[],
  ticket,
  numbers: first === null || last === null ? null : { first, last },
});

/** Attempts of one invoice that are kept at each end of very many. */
export const KEPT = 20;

/** SQL that adds attempts to the column `calls`, one parameter for each. The middle of very many is let go, and counted. */
export function appendedCalls(made: readonly CallKey[]): string {
  if (made.length === 0) return "calls = calls";
  const isFull = `json_array_length(calls) >= ${2 * KEPT}`;
  const trimmed = `CASE WHEN ${isFull} THEN json_remove(calls, '$[${KEPT}]') ELSE calls END`;
  return `calls_let_go = calls_let_go + (${isFull}), calls = json_insert(${trimmed}${", '$[#]', json(?)".repeat(made.length)})`;
}
