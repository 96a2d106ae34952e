import { AppError, errorCode } from "../../../shared/errors.ts";
import type { IsoDate } from "../../../shared/dates.ts";
import type { InvoiceInput } from "../../../shared/schemas/invoice-input.ts";
import type { Ctx } from "../../platform/context.ts";
import { completeCustomer } from "../taxpayers/complete-customer.ts";
import { arcaNow } from "./arca-now.ts";
import { bodyProblems } from "./body-problems.ts";
import { knownToArca } from "./known-to-arca.ts";
import { type InvoicingIssuer, loadIssuer } from "./load-issuer.ts";
import { type Prepared, prepareInvoice } from "./prepare-invoice.ts";

/**
 * The issuer of an invoice that somebody wants.
 * @throws AppError `invalid_request` on `issuer`, and then with what else is wrong with the body
 */
export async function issuerOf(ctx: Ctx, input: InvoiceInput): Promise<InvoicingIssuer> {
  try {
    return await loadIssuer(ctx, input.issuer);
  } catch (error) {
    if (errorCode(error) !== "invalid_request") throw error;
    const { problems = [] } = (error as AppError).details;
    // Without an issuer the register cannot be asked: what it might tell is not missing yet.
    const others = bodyProblems(input).filter(({ code }) => code !== "iva_condition_missing");
    throw new AppError("invalid_request", { problems: [...problems, ...others] });
  }
}

/**
 * The invoice as it would go to ARCA, its customer completed from the register, with all that ARCA would say of it.
 * @throws AppError `invalid_request`
 */
export async function openInvoice(ctx: Ctx, input: InvoiceInput, issuer: InvoicingIssuer, asOf?: IsoDate): Promise<Prepared> {
  const [completed, known] = await Promise.all([completeCustomer(ctx, input, issuer), knownToArca(ctx, issuer)]);
  return prepareInvoice(ctx, completed, issuer, { now: arcaNow(ctx, issuer), asOf, known });
}
