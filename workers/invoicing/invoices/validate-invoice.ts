import { fiscalDate, type IsoDate } from "../../../shared/dates.ts";
import type { InvoiceInput } from "../../../shared/schemas/invoice-input.ts";
import type { InvoiceValidation } from "../../../shared/schemas/invoice-validation.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { arcaNow } from "./arca-now.ts";
import { dateOrder } from "./date-order.ts";
import { issuerOf, openInvoice } from "./open-invoice.ts";

/**
 * What would become of an invoice, by the very check that stands before issuing one. Nothing is issued or stored.
 * @param asOf the day whose rules are asked
 * @throws AppError `invalid_request` for what cannot be read as an invoice
 */
export async function validateInvoice(ctx: Ctx, input: InvoiceInput, asOf: IsoDate | undefined): Promise<InvoiceValidation> {
  requireScope(ctx, "invoices:write");
  const { issuer } = await issuerOf(ctx, input);
  const { invoice, findings: ofInvoice } = await openInvoice(ctx, input, issuer, asOf);
  const findings = [...ofInvoice, ...(await dateOrder(ctx, issuer, invoice))];
  const { net, iva, exempt, not_taxed, other_taxes_total, total, type } = invoice;
  return {
    valid: !findings.some(({ severity }) => severity === "reject"),
    findings,
    totals: { net, iva, exempt, not_taxed, other_taxes_total, total },
    type,
    as_of: asOf ?? fiscalDate(arcaNow(ctx, issuer)),
  };
}
