import { sql } from "drizzle-orm";
import { bigint, pgTable, text } from "drizzle-orm/pg-core";
import { owner } from "./owner.ts";
import type { Scoped } from "./scoped.ts";

/** The test clock of an organization's sandbox; `id` is the organization. No row: the real time. */
const sandboxClocks = pgTable("sandbox_clocks", {
  id: text().primaryKey(),
  ...owner,
  offsetMs: bigint({ mode: "number" }).notNull(),
  version: bigint({ mode: "number" }).notNull(),
});

/** Brings a clock up to what its sandbox says, unless it is newer already. For a batch. */
export const clockWrite = (db: Scoped, clock: { readonly id: string; readonly offsetMs: number; readonly version: number }) =>
  db.upsertNewer(sandboxClocks, [clock], { offsetMs: sql`excluded.offset_ms`, version: sql`excluded.version` });
