import type { Context } from "hono";
import {
  cancelInvoice,
  createInvoice,
  getInvoice,
  getTimeline,
  type IssueResult,
  listInvoices,
  resolveInvoice,
  validateInvoice,
} from "../../invoicing/index.ts";
import type { ApiEnv } from "../api-env.ts";
import { router } from "../router.ts";
import { rejectionBody } from "./invoice-bodies.ts";
import { cancel, resolve } from "./invoice-decisions.ts";
import { create, get, list, timeline, validate } from "./invoice-operations.ts";

/** How long a caller waits for ARCA before the invoice goes on without him. */
const WAIT_MS = 20_000;
/** When to look again for what a person decides. */
const PERSON_SECONDS = 60;

export const invoices = router()
  .openapi(create, async (c) => {
    const { "Idempotency-Key": idempotencyKey, Prefer = "" } = c.req.valid("header");
    const detached = /(^|,)\s*respond-async\s*(;|,|$)/i.test(Prefer);
    const options = { waitMs: detached ? 0 : WAIT_MS, ...(idempotencyKey !== undefined && { idempotencyKey }) };
    const result = await createInvoice(c.var.ctx, c.req.valid("json"), options);
    describe(c, result);
    if (detached) c.header("Preference-Applied", "respond-async");
    const { invoice, rejection } = result;
    if (rejection) {
      const request = { requestId: rejection.requestId, origin: new URL(c.req.url).origin };
      return c.json(rejectionBody(invoice, rejection.problems, request), 422);
    }
    c.header("Location", `/v1/invoices/${invoice.id}`);
    if (invoice.status === "cancelled") return c.json(invoice, 200);
    if (!("next_attempt_at" in invoice)) return c.json(invoice, 201);
    const isForAPerson = invoice.status === "needs_attention";
    c.header("Retry-After", String(isForAPerson ? PERSON_SECONDS : secondsUntil(invoice.next_attempt_at, c.var.ctx.now())));
    return c.json(invoice, 202);
  })
  .openapi(validate, async (c) => {
    const found = await validateInvoice(c.var.ctx, c.req.valid("json"), c.req.valid("query").as_of);
    c.header("Server-Timing", `total;dur=${(performance.now() - c.var.startedAt).toFixed(1)}`);
    return c.json(found, 200);
  })
  .openapi(get, async (c) => c.json(await getInvoice(c.var.ctx, c.req.valid("param").id), 200))
  .openapi(cancel, async (c) => c.json(await cancelInvoice(c.var.ctx, c.req.valid("param").id), 200))
  .openapi(resolve, async (c) => c.json(await resolveInvoice(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 200))
  .openapi(timeline, async (c) => c.json(await getTimeline(c.var.ctx, c.req.valid("param").id), 200))
  .openapi(list, async (c) => c.json(await listInvoices(c.var.ctx, c.req.valid("query")), 200));

function describe(c: Context<ApiEnv>, { replayed, arca }: IssueResult): void {
  if (replayed) c.header("Idempotent-Replayed", "true");
  const total = performance.now() - c.var.startedAt;
  c.header("Server-Timing", `total;dur=${total.toFixed(1)}, arca;desc="calls: ${arca.calls}";dur=${arca.ms.toFixed(1)}`);
}

/** At least one: a caller that is told to come back at once would only ask again in vain. */
function secondsUntil(moment: string | null, now: Date): number {
  return moment === null ? 1 : Math.max(1, Math.ceil((Date.parse(moment) - now.getTime()) / 1000));
}
