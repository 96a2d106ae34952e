import { type SQL, sql } from "drizzle-orm";
import type { Database } from "./database.ts";

export type UserRows = ReturnType<typeof userRows>;

/** What is a user's own, whatever organization he is in. Each batch tells Postgres who asks, for row level security. */
export function userRows(db: Database, userId: string) {
  return {
    /** Rows of statements, in one round trip and one transaction. */
    async ask(...queries: readonly SQL[]): Promise<Record<string, unknown>[][]> {
      const identify = db.execute(sql`select set_config('app.user', ${userId}, true)`);
      const results = await db.batch([identify, ...queries.map((query) => db.execute(query))]);
      return results.slice(1).map(({ rows }) => rows);
    },
  };
}
