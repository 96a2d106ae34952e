import { AppError, errorCode } from "../../../shared/errors.ts";
import type { InvoiceInput } from "../../../shared/schemas/invoice-input.ts";
import type { Submission } from "../../issuer/index.ts";
import type { Ctx } from "../../platform/context.ts";
import type { KnownIssuer } from "../../platform/key-memory.ts";
import { issuerObject, ownerOf } from "../issuers.ts";
import { admitIssuer } from "../invoices/admit-issuer.ts";
import { bodyHash } from "../invoices/body-hash.ts";
import { type LoadIssuer, loadIssuerFor } from "../invoices/load-issuer.ts";
import { issuerOf, openInvoice } from "../invoices/open-invoice.ts";
import { rejections } from "../invoices/refusal.ts";
import { submissionOf } from "../invoices/submission-of.ts";
import { itemKey, type Outcome } from "./batch.ts";
import type { PendingItem } from "./batch-store.ts";
import { failureOf, outcomeOf } from "./outcome-of.ts";

/** Ready to be handed to its issuer. */
export interface Ready {
  readonly index: number;
  readonly issuer: KnownIssuer;
  readonly submission: Submission;
}

/** What an item that is looked at becomes: its end, or what to hand over. */
export type Checked = Outcome | Ready;

export const isReady = (checked: Checked): checked is Ready => "submission" in checked;

export interface Issuers {
  readonly load: LoadIssuer;
  readonly admit: typeof admitIssuer;
}

/** Loads each issuer once, and lets ARCA be asked of each once, however many items are of it. */
export function issuersOnce(): Issuers {
  const loading = new Map<string | undefined, ReturnType<LoadIssuer>>();
  const admitting = new Map<string, ReturnType<typeof admitIssuer>>();
  return {
    load: (ctx, id) => {
      const held = loading.get(id) ?? loadIssuerFor(ctx, id, {});
      loading.set(id, held);
      return held;
    },
    admit: (ctx, issuer) => {
      const held = admitting.get(issuer.id) ?? admitIssuer(ctx, issuer);
      admitting.set(issuer.id, held);
      return held;
    },
  };
}

/**
 * What `POST /v1/invoices` checks. An item that an earlier try may have handed over, and that would no longer pass, is what became of
 * it then.
 * @throws whatever keeps it from being looked at now
 */
export async function checkItem(ctx: Ctx, batchId: string, item: PendingItem, { load, admit }: Issuers): Promise<Checked> {
  // Written by the verb that took the batch, from what the schema had parsed.
  const input = JSON.parse(item.input) as InvoiceInput;
  const request = { bodyHash: await bodyHash(input), idempotencyKey: itemKey(batchId, item.index), batchId, isUnconfirmed: false };
  try {
    const { issuer: loaded } = await issuerOf(ctx, input, {}, load);
    const prepared = await openInvoice(ctx, input, loaded);
    const problems = rejections(prepared);
    if (problems.length > 0) throw new AppError("invalid_invoice", { problems });
    const issuer = await admit(ctx, loaded);
    return { index: item.index, issuer: nameOf(issuer), submission: submissionOf(ctx, { ...prepared, issuer }, request) };
  } catch (error) {
    const code = errorCode(error);
    if (code !== "invalid_request" && code !== "invalid_invoice") throw error;
    return (await handedOver(ctx, item, request)) ?? { index: item.index, status: "failed", failure: failureOf(error) };
  }
}

async function handedOver(
  ctx: Ctx,
  { index, offeredTo }: PendingItem,
  { idempotencyKey: key, bodyHash: hash }: { readonly idempotencyKey: string; readonly bodyHash: string },
): Promise<Outcome | undefined> {
  if (!offeredTo) return undefined;
  const submitted = await issuerObject(ctx, offeredTo).replay({ owner: ownerOf(ctx), issuerId: offeredTo.id, key, bodyHash: hash }, 0);
  return submitted?.outcome === "accepted" ? outcomeOf(index, submitted.entry, offeredTo) : undefined;
}

const nameOf = ({ id, environment, cuit }: KnownIssuer): KnownIssuer => ({ id, environment, cuit });
