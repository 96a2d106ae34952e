import { createRoute } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { Event, EventQuery } from "../../../shared/schemas/event.ts";
import { pageOf } from "../../../shared/schemas/page.ts";
import { getEvent, listEvents } from "../../invoicing/index.ts";
import { EVENT } from "../event-examples.ts";
import { pageExample } from "../examples.ts";
import { errors, success } from "../responses.ts";
import { idParam, router } from "../router.ts";

const tags = ["Events"];

const get = createRoute({
  method: "get",
  path: "/v1/events/{id}",
  operationId: "getEvent",
  summary: "Get an event",
  description: "Needs `invoices:read`.",
  tags,
  request: { params: idParam(EVENT.id) },
  responses: {
    200: success(Event, "The event.", { approved: { summary: "An invoice has its CAE", value: EVENT } }),
    ...errors("invoices:read", { not_found: { param: "id" } }),
  },
});

const list = createRoute({
  method: "get",
  path: "/v1/events",
  operationId: "listEvents",
  summary: "List events",
  description:
    "Newest first, by when they happened; an event is here a moment after it happened. The filters apply together. Needs `invoices:read`.",
  tags,
  request: { query: EventQuery },
  responses: {
    200: success(pageOf(Event), "A page of events.", { page: { summary: "One event", value: pageExample(EVENT) } }),
    ...errors("invoices:read", { invalid_request: { problems: [problem("cursor", "cursor_invalid")] } }),
  },
});

export const events = router()
  .openapi(get, async (c) => c.json(await getEvent(c.var.ctx, c.req.valid("param").id), 200))
  .openapi(list, async (c) => c.json(await listEvents(c.var.ctx, c.req.valid("query")), 200));
