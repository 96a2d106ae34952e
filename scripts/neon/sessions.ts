import type { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { PgliteStream } from "./pglite-stream.ts";

/** `owner` is whoever the database connection belongs to; `app` is the role of the Worker, under row level security. */
export type Role = "app" | "owner";

/** What Neon's proxy runs on a pooled connection before the next request may have it. */
const RESET =
  "ROLLBACK; CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; DEALLOCATE ALL; UNLISTEN *; " +
  "SELECT pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES;";

/** More than the Worker's own limit of simultaneous connections, fewer than a default PostgreSQL admits (100). */
const POOLED_CONNECTIONS = 20;

export type SessionPool = ReturnType<typeof openSessions>;

/** Sessions over an embedded PGlite, which has exactly one, or over the PostgreSQL behind a connection string. */
export function openSessions(database: Promise<PGlite> | string) {
  const pool =
    typeof database === "string"
      ? new pg.Pool({ connectionString: database, max: POOLED_CONNECTIONS, connectionTimeoutMillis: 15_000 })
      : new pg.Pool({ user: "postgres", database: "postgres", ssl: false, max: 1, stream: () => new PgliteStream(database) });
  // A pooled connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  pool.on("error", () => {});

  /**
   * Acquire, run, reset and release are one critical section: a second one inside `work` would wait for itself on PGlite.
   * The caller has its result before the reset, which only the next user of the connection has to wait for.
   */
  async function use<Result>(role: Role, work: (client: pg.ClientBase) => Promise<Result>): Promise<Result> {
    const client = await pool.connect();
    try {
      if (role === "app") await client.query("SET ROLE app");
      return await work(client);
    } finally {
      void client.query(RESET).then(
        () => client.release(),
        (error: Error) => client.release(error),
      );
    }
  }

  return { use, close: () => pool.end() };
}
