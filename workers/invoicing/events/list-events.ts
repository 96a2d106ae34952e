import { and, eq, lt } from "drizzle-orm";
import { AppError } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import { problem } from "../../../shared/problems.ts";
import type { Event, EventQuery } from "../../../shared/schemas/event.ts";
import { type Page, toPage } from "../../../shared/schemas/page.ts";
import { events } from "../../db/events.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { toEvent } from "./to-event.ts";

const CURSOR = idPattern("evt");

/** Newest first, by when they happened. @throws AppError `invalid_request` for a cursor that is none of ours */
export async function listEvents(ctx: Ctx, { limit, cursor, type, target }: EventQuery): Promise<Page<Event>> {
  requireScope(ctx, "invoices:read");
  if (cursor !== undefined && !CURSOR.test(cursor)) {
    throw new AppError("invalid_request", { problems: [problem("cursor", "cursor_invalid")] });
  }
  const where = and(
    cursor === undefined ? undefined : lt(events.id, cursor),
    type === undefined ? undefined : eq(events.type, type),
    target === undefined ? undefined : eq(events.target, target),
  );
  return toPage(await ctx.db.list(events, where, limit + 1), limit, toEvent);
}
