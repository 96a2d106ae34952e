import { newId } from "../../shared/ids.ts";
import type { Authorized } from "./lane.ts";
import type { Find } from "./match-finds.ts";

/** What the object knows of its own storage. */
export interface Origin {
  /** Which storage of the object this is: Postgres refuses what an earlier one writes. */
  readonly epoch: number;
  /** `loading`: it had one before, and what Postgres knows is not all here yet. `fenced`: another one has taken its place. */
  readonly state: "loading" | "ready" | "fenced";
  /** Whether one was lost before this. */
  readonly rebuilt: boolean;
  /** Milliseconds since the epoch. */
  readonly claimedAt: number;
  /** What the lost one did before that moment, Postgres knows of. */
  readonly since: number;
}

interface Row extends Record<string, SqlStorageValue> {
  epoch: number;
  state: string;
  rebuilt: number;
  claimed_at: number;
  since: number;
}

/** A comprobante at ARCA that no row of ours explains, with what a person needs to say whose it is. */
export interface Stray extends Find, Authorized {
  /** `yyyymmdd` */
  readonly date: string;
}

const SCHEMA = [
  `CREATE TABLE IF NOT EXISTS origin (one INTEGER PRIMARY KEY CHECK (one = 1), epoch INTEGER NOT NULL, state TEXT NOT NULL,
    rebuilt INTEGER NOT NULL, claimed_at INTEGER NOT NULL, since INTEGER NOT NULL DEFAULT 0)`,
  "CREATE TABLE IF NOT EXISTS claims (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL)",
  "CREATE TABLE IF NOT EXISTS rebuilt_lanes (lane TEXT PRIMARY KEY)",
  "CREATE TABLE IF NOT EXISTS strays (lane TEXT NOT NULL, number INTEGER NOT NULL, fingerprint TEXT NOT NULL, stray TEXT NOT NULL, PRIMARY KEY (lane, number))",
] as const;

export type OriginStore = ReturnType<typeof openOrigin>;

/** Where this storage comes from, and how far a rebuild of it has got. */
export function openOrigin({ sql }: DurableObjectStorage) {
  for (const statement of SCHEMA) sql.exec(statement);
  /** Read with each submission: it changes a few times in a storage's life. */
  let known: Origin | undefined;

  function read(): Origin | undefined {
    const [row] = sql.exec<Row>("SELECT epoch, state, rebuilt, claimed_at, since FROM origin").toArray();
    // The cast is safe: this file alone writes the column.
    return row && { ...row, state: row.state as Origin["state"], rebuilt: row.rebuilt === 1, claimedAt: row.claimed_at };
  }

  const get = (): Origin | undefined => (known ??= read());

  return {
    /** Undefined: its storage has just begun, and nobody has asked Postgres yet. */
    get,
    /** Under which Postgres is asked, and asked again until it has answered: written down before it leaves. */
    claim(): string {
      const [made] = sql.exec<{ id: string }>("SELECT id FROM claims").toArray();
      if (made) return made.id;
      const id = newId("clm");
      sql.exec("INSERT INTO claims VALUES (1, ?)", id);
      return id;
    },
    /** The next one will be later than any that was made so far. */
    dropClaim: (): void => void sql.exec("DELETE FROM claims"),
    begin({ epoch, state, rebuilt, claimedAt, since }: Origin): void {
      const query = "INSERT INTO origin (one, epoch, state, rebuilt, claimed_at, since) VALUES (1, ?, ?, ?, ?, ?)";
      sql.exec(query, epoch, state, Number(rebuilt), claimedAt, since);
      known = undefined;
    },
    loaded(since: number): void {
      sql.exec("UPDATE origin SET state = 'ready', since = max(since, ?)", since);
      known = undefined;
    },
    fence(): void {
      sql.exec("UPDATE origin SET state = 'fenced'");
      known = undefined;
    },
    /** Of one that was ready when it was fenced: only such a one writes. */
    unfence(): void {
      sql.exec("UPDATE origin SET state = 'ready' WHERE state = 'fenced'");
      known = undefined;
    },
    /** A lane is asked of ARCA once after a rebuild, before it gives out a number. */
    isDue: (lane: string): boolean =>
      get()?.rebuilt === true && sql.exec("SELECT 1 FROM rebuilt_lanes WHERE lane = ?", lane).toArray().length === 0,
    laneDone: (lane: string): void => void sql.exec("INSERT OR IGNORE INTO rebuilt_lanes VALUES (?)", lane),
    strays: (lane: string): Stray[] =>
      sql
        .exec<{ stray: string }>("SELECT stray FROM strays WHERE lane = ? ORDER BY number", lane)
        .toArray()
        .map(({ stray }) => JSON.parse(stray) as Stray),
    addStray(lane: string, stray: Stray): void {
      const { number, fingerprint } = stray;
      sql.exec("INSERT OR IGNORE INTO strays VALUES (?, ?, ?, ?)", lane, number, fingerprint, JSON.stringify(stray));
    },
    dropStray: (lane: string, number: number): void => void sql.exec("DELETE FROM strays WHERE lane = ? AND number = ?", lane, number),
    /** The sandbox has begun anew. */
    forget(): void {
      for (const table of ["rebuilt_lanes", "strays"]) sql.exec(`DELETE FROM ${table}`);
    },
  };
}
