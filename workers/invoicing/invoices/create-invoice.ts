import { AppError, errorCode, type Problem } from "../../../shared/errors.ts";
import type { Invoice, PendingInvoice } from "../../../shared/schemas/invoice.ts";
import type { InvoiceInput } from "../../../shared/schemas/invoice-input.ts";
import type { ArcaTime, Submitted } from "../../issuer/index.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { issuerObject, ownerOf } from "../issuers.ts";
import { saidByArca } from "../rules/index.ts";
import { bodyHash } from "./body-hash.ts";
import { idempotencyKeyProblems } from "./idempotency-key.ts";
import { identityOf, type InvoicingIssuer } from "./load-issuer.ts";
import { issuerOf, openInvoice } from "./open-invoice.ts";
import type { Prepared } from "./prepare-invoice.ts";
import { replayOf } from "./replay.ts";
import { shown } from "./shown.ts";

export interface IssueOptions {
  readonly idempotencyKey?: string | undefined;
  /** How long to wait for ARCA. */
  readonly waitMs: number;
}

export interface IssueResult {
  readonly invoice: Invoice | PendingInvoice;
  /** An earlier request with this key brought it. */
  readonly replayed: boolean;
  /** ARCA's part in the answer. */
  readonly arca: ArcaTime;
  /** ARCA's reasons, where it refused; with the id of the request that first brought them. */
  readonly rejection?: { readonly problems: readonly Problem[]; readonly requestId: string };
}

/**
 * Issues an invoice: checks it, hands it to its issuer's object, waits for ARCA.
 * @throws AppError `invalid_request`, `invalid_invoice` (nothing stored), `idempotency_conflict`, `conflict` (external_id)
 */
export async function createInvoice(ctx: Ctx, input: InvoiceInput, { idempotencyKey, waitMs }: IssueOptions): Promise<IssueResult> {
  requireScope(ctx, "invoices:write");
  const wrong = idempotencyKeyProblems(idempotencyKey);
  const [opened, hash] = await Promise.all([open(ctx, input), bodyHash(input)]);
  if (wrong.length > 0) throw withKey(wrong, opened);
  if ("refusal" in opened) {
    const earlier = idempotencyKey === undefined ? undefined : await replayOf(ctx, { key: idempotencyKey, hash, waitMs }, opened.issuer);
    if (!earlier) throw opened.refusal;
    return toResult(earlier);
  }
  const { issuer, invoice, detail } = opened;
  return toResult(
    await issuerObject(ctx, issuer).submit(
      {
        owner: ownerOf(ctx),
        actor: ctx.actor,
        requestId: ctx.requestId,
        issuer: identityOf(issuer),
        invoice,
        detail,
        bodyHash: hash,
        lane: { PtoVta: invoice.point_of_sale, CbteTipo: invoice.type_code },
        idempotencyKey: idempotencyKey ?? null,
      },
      waitMs,
    ),
  );
}

type Opened =
  | (Prepared & { readonly issuer: InvoicingIssuer })
  | { readonly refusal: AppError; readonly issuer: InvoicingIssuer | undefined };

/** A request that was accepted once is answered the same for ever, even when it would no longer pass: so a refusal waits. */
async function open(ctx: Ctx, input: InvoiceInput): Promise<Opened> {
  let issuer: InvoicingIssuer | undefined;
  try {
    issuer = await issuerOf(ctx, input);
    const prepared = await openInvoice(ctx, input, issuer);
    const problems = rejections(prepared);
    return problems.length > 0 ? { issuer, refusal: new AppError("invalid_invoice", { problems }) } : { issuer, ...prepared };
  } catch (error) {
    if (errorCode(error) !== "invalid_request") throw error;
    return { issuer, refusal: error as AppError };
  }
}

const rejections = ({ findings }: Prepared): Problem[] =>
  findings.flatMap(({ severity, ...found }) => (severity === "reject" ? [found] : []));

/** A key of another form is told together with all that is wrong with the body. */
function withKey(wrong: readonly Problem[], opened: Opened): AppError {
  const others = "refusal" in opened ? (opened.refusal.details.problems ?? []) : [];
  return new AppError("invalid_request", { problems: [...wrong, ...others] });
}

function toResult(submitted: Submitted): IssueResult {
  if (submitted.outcome === "refused") throw refusal(submitted.reason);
  const { entry, replayed } = submitted;
  const rejected = entry.invoice.status === "rejected";
  return {
    invoice: shown(entry),
    replayed,
    arca: entry.arca,
    ...(rejected ? { rejection: { problems: entry.findings.map(saidByArca(entry.invoice.type)), requestId: entry.requestId } } : {}),
  };
}

function refusal(reason: Extract<Submitted, { outcome: "refused" }>["reason"]): AppError {
  switch (reason) {
    case "idempotency_conflict":
      return new AppError("idempotency_conflict", { param: "Idempotency-Key" });
    case "external_id_taken":
      return new AppError("conflict", { param: "external_id" });
    case "date_before_last":
      return new AppError("invalid_invoice", { problems: [DATE_BEFORE_LAST] });
  }
}

/** The monotonic part of 10016 (WSFEv1 manual): within a point of sale and type, dates never go back. */
const DATE_BEFORE_LAST: Problem = {
  param: "date",
  code: "arca_10016",
  arca_code: 10016,
  message: "This point of sale has already issued this type with a later date: use that date or a later one.",
  message_es: "Este punto de venta ya emitió este tipo con una fecha posterior: usá esa fecha o una posterior.",
};
