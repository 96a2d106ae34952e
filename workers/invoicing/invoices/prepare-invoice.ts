import { INVOICE_TYPES } from "../../../shared/catalog.ts";
import { fiscalDate } from "../../../shared/dates.ts";
import { AppError, type Problem } from "../../../shared/errors.ts";
import { formatMoney } from "../../../shared/money.ts";
import { problem } from "../../../shared/problems.ts";
import type { Invoice, InvoiceInput } from "../../../shared/schemas/invoice.ts";
import type { Unnumbered } from "../../issuer/index.ts";
import type { Ctx } from "../../platform/context.ts";
import { checkDetail, findingProblem } from "../rules/index.ts";
import { resolveCustomer } from "./customer.ts";
import { letterProblems, typeFor } from "./letter.ts";
import type { InvoicingIssuer } from "./load-issuer.ts";
import { toDetail } from "./to-detail.ts";
import { lineAmount, totalsOf } from "./totals.ts";

export interface Prepared {
  readonly invoice: Invoice;
  readonly detail: Unnumbered;
}

/**
 * From what the caller wrote to what ARCA gets, with every default filled in and every rule asked. Nothing is stored or sent.
 * @throws AppError `invalid_request` for what cannot be read as an invoice, `invalid_invoice` for what ARCA would refuse
 */
export function prepareInvoice(ctx: Ctx, input: InvoiceInput, issuer: InvoicingIssuer): Prepared {
  const { customer, problems } = resolveCustomer(input.customer);
  const wrong = [...problems, ...discountProblems(input)];
  if (!customer || wrong.length > 0) throw new AppError("invalid_request", { problems: wrong });

  const type = typeFor(input.type, issuer.ivaCondition, customer.iva_condition);
  const { code, letter } = INVOICE_TYPES[type];
  const invoice: Invoice = {
    id: ctx.newId("inv"),
    object: "invoice",
    status: "queued",
    mode: ctx.mode,
    environment: issuer.environment,
    issuer: issuer.id,
    type,
    type_code: code,
    point_of_sale: input.point_of_sale ?? issuer.defaultPointOfSale,
    number: null,
    ...datesOf(ctx, input),
    cae: null,
    cae_expires_on: null,
    customer,
    items: input.items.map(toItem),
    prices_include_tax: input.prices_include_tax,
    ...totalsOf(input.items, letter, input.prices_include_tax),
    other_taxes_total: "0.00",
    currency: "ARS",
    observations: [],
    external_id: input.external_id ?? null,
    metadata: input.metadata ?? {},
    created_at: ctx.now().toISOString(),
    authorized_at: null,
  };
  const detail = toDetail(invoice);
  const refused = [...letterProblems(type, issuer.ivaCondition), ...ruleProblems(ctx, invoice, detail, issuer.cuit)];
  if (refused.length > 0) throw new AppError("invalid_invoice", { problems: refused });
  return { invoice, detail };
}

/** Dates of a service default to the invoice's own; products have none unless they are given. */
function datesOf(ctx: Ctx, { date = fiscalDate(ctx.now()), concept, ...given }: InvoiceInput) {
  const fallback = concept === "products" ? null : date;
  const { service_from = fallback, service_to = fallback, payment_due_on = fallback } = given;
  return { date, concept, service_from, service_to, payment_due_on };
}

const toItem = (item: InvoiceInput["items"][number]): Invoice["items"][number] => ({
  ...item,
  unit: item.unit ?? null,
  sku: item.sku ?? null,
  discount: item.discount ?? null,
  amount: formatMoney(lineAmount(item)),
});

function discountProblems({ items }: InvoiceInput): Problem[] {
  return items.flatMap((item, i) => (lineAmount(item).lt(0) ? [problem(`items[${i}].discount`, "discount_exceeds_line")] : []));
}

function ruleProblems(ctx: Ctx, { type_code: CbteTipo }: Invoice, detail: Unnumbered, issuerCuit: string): Problem[] {
  const today = fiscalDate(ctx.now());
  return checkDetail({ CbteTipo, detail: { ...detail, CbteDesde: 1, CbteHasta: 1 }, issuerCuit, today })
    .filter(({ rejects }) => rejects)
    .map(findingProblem);
}
