import { INVOICE_TYPES } from "../../../shared/catalog.ts";
import { addDays, type IsoDate } from "../../../shared/dates.ts";
import type { Problem } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import type { Invoice } from "../../../shared/schemas/invoice.ts";

/** Days around today within which ARCA takes an export's date (1500). */
const WINDOW_DAYS = 5;
/** Of WSFEv1 alone. */
const ELSEWHERE = ["other_taxes", "associated_period", "fce", "used_goods", "buyers"] as const;

/** What WSFEXv1 would refuse of an invoice of letter E, as far as that needs no register of ARCA's. */
export function exportProblems(invoice: Invoice, abroad: NonNullable<Invoice["export"]>, today: IsoDate): Problem[] {
  return [
    ...dateProblems(invoice, today),
    ...customerProblems(invoice),
    ...rateProblems(invoice),
    ...(INVOICE_TYPES[invoice.type].kind === "factura" ? facturaProblems(abroad) : noteProblems(invoice)),
    ...fieldProblems(invoice),
  ];
}

function dateProblems({ date }: Invoice, today: IsoDate): Problem[] {
  const inside = date >= addDays(today, -WINDOW_DAYS) && date <= addDays(today, WINDOW_DAYS);
  return inside ? [] : [{ ...problem("date", "export_date"), arca_code: 1500 }];
}

function customerProblems({ customer }: Invoice): Problem[] {
  const needed = ["name", "address", "document_number"] as const;
  return needed.filter((field) => customer[field] === null).map((field) => problem(`customer.${field}`, "export_customer"));
}

function rateProblems({ exchange_rate, same_currency_payment }: Invoice): Problem[] {
  return exchange_rate === null && same_currency_payment !== true ? [problem("exchange_rate", "exchange_rate_missing")] : [];
}

function facturaProblems({ kind, incoterm, payment_terms }: NonNullable<Invoice["export"]>): Problem[] {
  return [
    ...(payment_terms === null ? [problem("export.payment_terms", "export_payment_terms")] : []),
    ...(kind === "goods" && incoterm === null ? [problem("export.incoterm", "export_incoterm")] : []),
  ];
}

const noteProblems = ({ associated_documents }: Invoice): Problem[] =>
  associated_documents.length === 0 ? [problem("associated_documents", "export_associated")] : [];

function fieldProblems(invoice: Invoice): Problem[] {
  const isGiven = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value !== null);
  return ELSEWHERE.filter((field) => isGiven(invoice[field])).map((field) => problem(field, "not_on_export"));
}
