import { json, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { EventType } from "../../shared/events.ts";
import type { EventData } from "../../shared/schemas/event.ts";
import { owner } from "./owner.ts";

/** What happened; written with the change itself, and never changed. `target` is the id of what it happened to. */
export const events = pgTable("events", {
  id: text().primaryKey(),
  ...owner,
  type: text().$type<EventType>().notNull(),
  target: text().notNull(),
  data: json().$type<EventData>().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull(),
});
