import { AppError } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import type { Event } from "../../../shared/schemas/event.ts";
import { events } from "../../db/events.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { toEvent } from "./to-event.ts";

const EVENT_ID = idPattern("evt");

/** @throws AppError `not_found`, also for another organization's event and for the other mode's */
export async function getEvent(ctx: Ctx, id: string): Promise<Event> {
  requireScope(ctx, "invoices:read");
  const row = EVENT_ID.test(id) ? await ctx.db.get(events, id) : undefined;
  if (!row) throw new AppError("not_found", { param: "id" });
  return toEvent(row);
}
