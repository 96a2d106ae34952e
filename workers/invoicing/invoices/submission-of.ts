import type { Submission } from "../../issuer/index.ts";
import type { Ctx } from "../../platform/context.ts";
import { ownerOf } from "../issuers.ts";
import { identityOf, type InvoicingIssuer, profileOf } from "./load-issuer.ts";
import type { Prepared } from "./prepare-invoice.ts";

/** What the issuer's object is handed for an invoice that has passed. */
export function submissionOf(
  ctx: Ctx,
  { issuer, invoice, detail, rulesVersion, defaultedDates }: Prepared & { readonly issuer: InvoicingIssuer },
  request: Pick<Submission, "bodyHash" | "idempotencyKey" | "batchId" | "isUnconfirmed">,
): Submission {
  return {
    owner: ownerOf(ctx),
    actor: ctx.actor,
    requestId: ctx.requestId,
    issuer: identityOf(issuer),
    profile: profileOf(issuer),
    lane: { PtoVta: invoice.point_of_sale, CbteTipo: invoice.type_code },
    invoice,
    detail,
    rulesVersion,
    defaultedDates,
    ...request,
  };
}
