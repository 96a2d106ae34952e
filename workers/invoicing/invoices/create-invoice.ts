import { AppError, errorCode, type Problem } from "../../../shared/errors.ts";
import type { InvoiceInput } from "../../../shared/schemas/invoice-input.ts";
import type { Submitted } from "../../issuer/index.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { issuerObject } from "../issuers.ts";
import { saidByArca } from "../rules/index.ts";
import { admitIssuer } from "./admit-issuer.ts";
import { bodyHash } from "./body-hash.ts";
import { type Earlier, type Names, repeated, repeatedByAny } from "./earlier.ts";
import { idempotencyKeyProblems } from "./idempotency-key.ts";
import type { IssueResult } from "./issue-result.ts";
import type { InvoicingIssuer } from "./load-issuer.ts";
import { issuerOf, openInvoice } from "./open-invoice.ts";
import type { Prepared } from "./prepare-invoice.ts";
import { refusal, rejections } from "./refusal.ts";
import { type Repeated, replayOf } from "./replay.ts";
import { overLimit } from "./over-limit.ts";
import { shown } from "./shown.ts";
import { submissionOf } from "./submission-of.ts";

export interface IssueOptions {
  readonly idempotencyKey?: string | undefined;
  /** How long to wait for ARCA. */
  readonly waitMs: number;
}

/**
 * Issues an invoice: checks it, hands it to its issuer's object, waits for ARCA.
 * @throws AppError `invalid_request`, `invalid_invoice` (nothing stored), `idempotency_conflict`, `conflict` (external_id),
 *   `rate_limited`
 */
export async function createInvoice(ctx: Ctx, input: InvoiceInput, { idempotencyKey, waitMs }: IssueOptions): Promise<IssueResult> {
  requireScope(ctx, "invoices:write");
  const wrong = idempotencyKeyProblems(idempotencyKey);
  const names = { key: idempotencyKey, externalId: input.external_id };
  const [found, hash, over] = await Promise.all([open(ctx, input, names), bodyHash(input), overLimit(ctx)]);
  if (wrong.length > 0) throw withKey(wrong, found);
  const opened = over && !("recorded" in found) ? { refusal: over, issuer: found.issuer } : found;
  if ("recorded" in opened) return repeated(opened.recorded, hash);
  if ("refusal" in opened) {
    const earlier =
      idempotencyKey === undefined ? undefined : await earlierAnswer(ctx, { key: idempotencyKey, hash, waitMs }, opened.issuer);
    if (!earlier) throw opened.refusal;
    return earlier;
  }
  const issuer = await admitIssuer(ctx, opened.issuer);
  const request = { bodyHash: hash, idempotencyKey: idempotencyKey ?? null, batchId: null, isUnconfirmed: opened.isUnconfirmed };
  return toResult(await issuerObject(ctx, issuer).submit(submissionOf(ctx, { ...opened, issuer }, request), waitMs));
}

type Opened =
  | (Prepared & { readonly issuer: InvoicingIssuer; readonly isUnconfirmed: boolean })
  | { readonly recorded: NonNullable<Earlier["byKey"]> }
  | { readonly refusal: AppError; readonly issuer: InvoicingIssuer | undefined };

/** A request that was accepted once is answered the same for ever, even when it would no longer pass: so a refusal waits. */
async function open(ctx: Ctx, input: InvoiceInput, names: Names): Promise<Opened> {
  let issuer: InvoicingIssuer | undefined;
  try {
    const loaded = await issuerOf(ctx, input, names);
    ({ issuer } = loaded);
    if (loaded.earlier.byKey) return { recorded: loaded.earlier.byKey };
    const prepared = await openInvoice(ctx, input, issuer);
    const problems = rejections(prepared);
    if (problems.length > 0) return { issuer, refusal: new AppError("invalid_invoice", { problems }) };
    if (loaded.earlier.byExternalId) return { issuer, refusal: refusal({ reason: "external_id_taken" }) };
    return { issuer, isUnconfirmed: loaded.isRecalled, ...prepared };
  } catch (error) {
    if (errorCode(error) !== "invalid_request") throw error;
    return { issuer, refusal: error as AppError };
  }
}

/** A key of another form is told together with all that is wrong with the body. */
function withKey(wrong: readonly Problem[], opened: Opened): AppError {
  const others = "refusal" in opened ? (opened.refusal.details.problems ?? []) : [];
  return new AppError("invalid_request", { problems: [...wrong, ...others] });
}

/** From the issuer's object, or, where it has forgotten, from Postgres. */
async function earlierAnswer(ctx: Ctx, request: Repeated, issuer: InvoicingIssuer | undefined): Promise<IssueResult | undefined> {
  const submitted = await replayOf(ctx, request, issuer);
  if (submitted) return toResult(submitted);
  return issuer ? undefined : repeatedByAny(ctx, request.key, request.hash);
}

function toResult(submitted: Submitted): IssueResult {
  if (submitted.outcome === "refused") throw refusal(submitted);
  const { entry, replayed } = submitted;
  const rejected = entry.invoice.status === "rejected";
  return {
    invoice: shown(entry),
    replayed,
    arca: entry.arca,
    ...(rejected ? { rejection: { problems: entry.findings.map(saidByArca(entry.invoice.type)), requestId: entry.requestId } } : {}),
  };
}
