import { AppError, errorCode, type Problem } from "../../../shared/errors.ts";
import type { Invoice, InvoiceInput, PendingInvoice } from "../../../shared/schemas/invoice.ts";
import { type ArcaTime, issuerObjectName, type Submitted } from "../../issuer/index.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { arcaProblem } from "../rules/index.ts";
import { bodyHash } from "./body-hash.ts";
import { type InvoicingIssuer, loadIssuer } from "./load-issuer.ts";
import { type Prepared, prepareInvoice } from "./prepare-invoice.ts";
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
  const [issuer, hash] = await Promise.all([loadIssuer(ctx, input.issuer), bodyHash(input)]);
  const owner = { organizationId: ctx.organizationId, mode: ctx.mode };
  const object = ctx.issuers.getByName(issuerObjectName(issuer, owner));
  const prepared = prepare(ctx, input, issuer);
  if ("refusal" in prepared) {
    const earlier =
      idempotencyKey === undefined
        ? undefined
        : await object.replay({ owner, issuerId: issuer.id, key: idempotencyKey, bodyHash: hash }, waitMs);
    if (!earlier) throw prepared.refusal;
    return toResult(earlier);
  }
  const { invoice, detail } = prepared;
  const { ivaCondition: _, defaultPointOfSale: __, ...identity } = issuer;
  return toResult(
    await object.submit(
      {
        owner,
        actor: ctx.actor,
        requestId: ctx.requestId,
        issuer: identity,
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

/** A request that was accepted once is answered the same for ever, even when its date would no longer pass: so a refusal waits. */
function prepare(ctx: Ctx, input: InvoiceInput, issuer: InvoicingIssuer): Prepared | { refusal: unknown } {
  try {
    return prepareInvoice(ctx, input, issuer);
  } catch (error) {
    if (errorCode(error) === "internal") throw error;
    return { refusal: error };
  }
}

function toResult(submitted: Submitted): IssueResult {
  if (submitted.outcome === "refused") throw refusal(submitted.reason);
  const { entry, replayed } = submitted;
  const rejected = entry.invoice.status === "rejected";
  return {
    invoice: shown(entry),
    replayed,
    arca: entry.arca,
    ...(rejected ? { rejection: { problems: entry.findings.map(arcaProblem), requestId: entry.requestId } } : {}),
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
