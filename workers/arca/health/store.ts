import type { Breaker } from "./breaker.ts";
import { addLatency, type Latencies } from "./latency.ts";
import { isAnswered, type ServiceCall, type WatchedService } from "./report.ts";

const HOUR_MS = 3_600_000;
const KEPT_HOURS = 7 * 24;

/** One operation in one hour. `hour`: its start, milliseconds since 1970. */
export interface HourOfOperation {
  readonly service: WatchedService;
  readonly operation: string;
  readonly hour: number;
  readonly calls: number;
  readonly failures: number;
  readonly latencies: Latencies;
}

/**
 * Storage schema of the object:
 *
 * | table    | row                                                             | life        |
 * |----------|-----------------------------------------------------------------|-------------|
 * | breakers | service → state of its breaker (JSON), outcome that opened it   | for good    |
 * | hours    | hour, service, operation → calls, failures, latencies (JSON)    | seven days  |
 */
export function openHealthStore(storage: DurableObjectStorage) {
  const { sql } = storage;
  sql.exec("CREATE TABLE IF NOT EXISTS breakers (service TEXT PRIMARY KEY, state TEXT NOT NULL, last_failure TEXT)");
  sql.exec(
    "CREATE TABLE IF NOT EXISTS hours (hour INTEGER, service TEXT, operation TEXT, calls INTEGER, failures INTEGER, latencies TEXT, PRIMARY KEY (hour, service, operation)) WITHOUT ROWID",
  );
  return {
    atomically: <T>(work: () => T): T => storage.transactionSync(work),
    breaker(service: WatchedService): Breaker | undefined {
      const row = sql.exec<{ state: string }>("SELECT state FROM breakers WHERE service = ?", service).toArray().at(0);
      return row && (JSON.parse(row.state) as Breaker);
    },
    saveBreaker(service: WatchedService, breaker: Breaker): void {
      sql.exec(
        "INSERT INTO breakers (service, state) VALUES (?, ?) ON CONFLICT DO UPDATE SET state = excluded.state",
        service,
        JSON.stringify(breaker),
      );
    },
    saveFailure(service: WatchedService, outcome: string): void {
      sql.exec("UPDATE breakers SET last_failure = ? WHERE service = ?", outcome, service);
    },
    lastFailure(service: WatchedService): string | null {
      const row = sql.exec<{ last_failure: string | null }>("SELECT last_failure FROM breakers WHERE service = ?", service).toArray().at(0);
      return row?.last_failure ?? null;
    },
    count({ service, operation, ms, at, outcome }: ServiceCall): void {
      const hour = Math.floor(at / HOUR_MS) * HOUR_MS;
      const key = [hour, service, operation] as const;
      const row = sql
        .exec<{ latencies: string }>("SELECT latencies FROM hours WHERE hour = ? AND service = ? AND operation = ?", ...key)
        .toArray()
        .at(0);
      const latencies = JSON.stringify(addLatency(row ? (JSON.parse(row.latencies) as Latencies) : {}, ms));
      sql.exec(
        "INSERT INTO hours VALUES (?, ?, ?, 1, ?, ?) ON CONFLICT DO UPDATE SET calls = calls + 1, failures = failures + excluded.failures, latencies = excluded.latencies",
        ...key,
        isAnswered({ outcome }) ? 0 : 1,
        latencies,
      );
    },
    forgetBefore(now: number): void {
      sql.exec("DELETE FROM hours WHERE hour <= ?", now - KEPT_HOURS * HOUR_MS);
    },
    hours(now: number): HourOfOperation[] {
      const rows = sql
        .exec<Record<string, SqlStorageValue>>("SELECT * FROM hours WHERE hour > ? ORDER BY hour", now - KEPT_HOURS * HOUR_MS)
        .toArray();
      // Rows of our own: their columns are as the table has them.
      return rows.map((row) => ({ ...row, latencies: JSON.parse(row["latencies"] as string) as Latencies }) as unknown as HourOfOperation);
    },
  };
}
