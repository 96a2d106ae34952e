import { AppError } from "../../../shared/errors.ts";
import type { InvoiceInput } from "../../../shared/schemas/invoice-input.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { bodyHash } from "../invoices/body-hash.ts";
import { overLimit } from "../invoices/over-limit.ts";
import { idempotencyKeyProblems } from "../invoices/idempotency-key.ts";
import { ownerOf } from "../issuers.ts";
import type { BatchView, Failure, NewItem, Sender } from "./batch.ts";
import { batchIdOf } from "./batch-id.ts";
import { clipped } from "./clipped.ts";

/** An item as the schema of an invoice finds it. */
export type ParsedItem = { readonly input: InvoiceInput } | { readonly written: unknown; readonly failure: Failure };

/**
 * Takes invoices to be issued, each on its own. They are stored before this returns, and handed to their issuers after it.
 * @throws AppError `invalid_request` for a key of another form, or for more than an hour has; `idempotency_conflict`; `rate_limited`.
 *   None of them is taken then
 */
export async function createBatch(
  ctx: Ctx,
  parsed: readonly ParsedItem[],
  idempotencyKey: string | undefined,
): Promise<{ readonly id: string; readonly batch: BatchView; readonly replayed: boolean }> {
  requireScope(ctx, "invoices:write");
  const problems = idempotencyKeyProblems(idempotencyKey);
  if (problems.length > 0) throw new AppError("invalid_request", { problems });
  const written = parsed.map((item) => ("input" in item ? item.input : item.written));
  const [id, hash, over] = await Promise.all([batchIdOf(ctx, idempotencyKey), bodyHash(written), overLimit(ctx, parsed.length)]);
  const batch = ctx.batches.getByName(id);
  const started = over ? await batch.again(hash) : await batch.start({ sender: senderOf(ctx), bodyHash: hash, items: parsed.map(toItem) });
  if (!started) throw over ?? new Error("a batch that is neither new nor old");
  if (started.outcome === "refused") throw new AppError("idempotency_conflict", { param: "Idempotency-Key" });
  return { id, batch: started.batch, replayed: started.replayed };
}

const senderOf = (ctx: Ctx): Sender => ({
  ...ownerOf(ctx),
  actor: ctx.actor,
  scopes: [...ctx.scopes],
  keyHash: ctx.keyMemory.hash,
  requestId: ctx.requestId,
});

const toItem = (item: ParsedItem): NewItem =>
  "failure" in item ? { failure: clipped(item.failure) } : { input: JSON.stringify(item.input) };
