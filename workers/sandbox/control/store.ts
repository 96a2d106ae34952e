import type { ClockState } from "../clock/clock.ts";
import type { FaultPlan } from "../faults/fault.ts";

/**
 * SQLite of a tenant's control desk.
 *
 * - `settings`: `faults` and `clock` as JSON, as long as they are set
 * - `logins`: the last one of each certificate (its serial number) and service, by the tenant's clock
 * - `marks`: comprobantes whose own fault has happened
 * - `late_requests`: requests whose connection was cut, until they are handled
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS logins (certificate TEXT, service TEXT, at INTEGER NOT NULL, PRIMARY KEY (certificate, service));
  CREATE TABLE IF NOT EXISTS marks (mark TEXT PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS late_requests (id INTEGER PRIMARY KEY, due INTEGER NOT NULL, url TEXT NOT NULL, headers TEXT NOT NULL, body TEXT NOT NULL)`;

interface Settings {
  readonly faults: FaultPlan;
  readonly clock: ClockState;
}

/** A SOAP request as it came. */
export interface LateRequest {
  /** Milliseconds since 1970, by the real clock. */
  readonly due: number;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

export function openControlStore({ sql }: DurableObjectStorage) {
  sql.exec(SCHEMA);
  const rows = <R>(query: string, ...params: SqlStorageValue[]): R[] => sql.exec(query, ...params).toArray() as unknown as R[];

  return {
    /** The cast is safe: `set` alone writes it. */
    get<Name extends keyof Settings>(name: Name): Settings[Name] | undefined {
      const [row] = rows<{ value: string }>("SELECT value FROM settings WHERE name = ?", name);
      return row && (JSON.parse(row.value) as Settings[Name]);
    },
    set<Name extends keyof Settings>(name: Name, value: Settings[Name]): void {
      sql.exec("INSERT OR REPLACE INTO settings VALUES (?, ?)", name, JSON.stringify(value));
    },
    lastLogin: (certificate: string, service: string): number | undefined =>
      rows<{ at: number }>("SELECT at FROM logins WHERE certificate = ? AND service = ?", certificate, service)[0]?.at,
    saveLogin(certificate: string, service: string, at: number): void {
      sql.exec("INSERT OR REPLACE INTO logins VALUES (?, ?, ?)", certificate, service, at);
    },
    /** @returns false where it was there already */
    markOnce: (mark: string): boolean => rows("INSERT OR IGNORE INTO marks VALUES (?) RETURNING mark", mark).length > 0,
    addLate({ due, url, headers, body }: LateRequest): void {
      sql.exec("INSERT INTO late_requests (due, url, headers, body) VALUES (?, ?, ?, ?)", due, url, JSON.stringify(headers), body);
    },
    takeLate(now: number): LateRequest[] {
      const taken = rows<LateRow>("DELETE FROM late_requests WHERE due <= ? RETURNING due, url, headers, body", now);
      return taken.map(({ headers, ...rest }) => ({ ...rest, headers: JSON.parse(headers) as LateRequest["headers"] }));
    },
    nextLate: (): number | undefined => rows<{ due: number | null }>("SELECT min(due) AS due FROM late_requests")[0]?.due ?? undefined,
  };
}

type LateRow = Omit<LateRequest, "headers"> & { readonly headers: string };
