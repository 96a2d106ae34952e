import type { Event } from "../../../shared/schemas/event.ts";
import type { events } from "../../db/events.ts";

export function toEvent({ id, type, mode, target, data, createdAt }: typeof events.$inferSelect): Event {
  return { id, object: "event", type, mode, target, data, created_at: createdAt.toISOString() };
}
