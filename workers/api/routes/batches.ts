import { createBatch, getBatch } from "../../invoicing/index.ts";
import { router } from "../router.ts";
import { parseItems, toBatch, toBatchWithItems } from "./batch-bodies.ts";
import { create, get } from "./batch-operations.ts";

/** A small batch is done by then. */
const RETRY_AFTER_SECONDS = 1;

export const batches = router()
  .openapi(create, async (c) => {
    const key = c.req.valid("header")["Idempotency-Key"];
    const { id, batch, replayed } = await createBatch(c.var.ctx, parseItems(c.req.valid("json")), key);
    if (replayed) c.header("Idempotent-Replayed", "true");
    c.header("Location", `/v1/invoices/batches/${id}`);
    c.header("Retry-After", String(RETRY_AFTER_SECONDS));
    return c.json(toBatch(id, batch), 202);
  })
  .openapi(get, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(toBatchWithItems(id, await getBatch(c.var.ctx, id), new URL(c.req.url).origin), 200);
  });
