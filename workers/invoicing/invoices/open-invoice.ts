import { AppError, errorCode } from "../../../shared/errors.ts";
import type { IsoDate } from "../../../shared/dates.ts";
import type { InvoiceInput } from "../../../shared/schemas/invoice-input.ts";
import type { Ctx } from "../../platform/context.ts";
import { completeCustomer } from "../taxpayers/complete-customer.ts";
import { arcaNow } from "./arca-now.ts";
import { bodyProblems } from "./body-problems.ts";
import type { Names } from "./earlier.ts";
import { knownToArca } from "./known-to-arca.ts";
import { type InvoicingIssuer, type LoadedIssuer, type LoadIssuer, loadIssuerFor } from "./load-issuer.ts";
import { type Prepared, prepareInvoice } from "./prepare-invoice.ts";

/**
 * The issuer of an invoice that somebody wants, and what is there already by its names.
 * @throws AppError `invalid_request` on `issuer`, and then with what else is wrong with the body
 */
export async function issuerOf(ctx: Ctx, input: InvoiceInput, names: Names = {}, load: LoadIssuer = loadIssuerFor): Promise<LoadedIssuer> {
  try {
    return await load(ctx, input.issuer, names);
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
