import { invoiceType, type InvoiceType } from "../../../shared/catalog.ts";
import { fromArcaDate, type IsoDate, toArcaDate } from "../../../shared/dates.ts";
import type { Invoice } from "../../../shared/schemas/invoice.ts";
import type { InvoiceInput } from "../../../shared/schemas/invoice-input.ts";
import type { DefaultedDate } from "../../issuer/index.ts";
import { lastDayOf } from "../rules/index.ts";

type Concept = Invoice["concept"];

/** Last day on which ARCA still takes a comprobante of that date. */
export const lastDayFor = (date: IsoDate, type: InvoiceType, concept: Concept): IsoDate =>
  fromArcaDate(lastDayOf(toArcaDate(date), type, concept));

/** What an export is of: its kind says so, and leaves the concept only where it is neither goods nor services. */
function conceptOf({ concept, export: abroad }: InvoiceInput): Concept {
  if (abroad?.kind === "goods") return "products";
  return abroad?.kind === "services" ? "services" : concept;
}

/** A nota of an FCE has a due date only where the caller says so: only that of an annulment may carry one (10175). */
const dueByDefault = (type: InvoiceType): boolean => !invoiceType(type).fce || invoiceType(type).kind === "factura";

/**
 * Dates of a service default to the invoice's own; products have none unless they are given. An invoice that may be dated anew
 * is, where its own date has left ARCA's window.
 */
export function datesOf(input: InvoiceInput, type: InvoiceType, today: IsoDate) {
  const concept = conceptOf(input);
  const written = input.date ?? today;
  const date = input.allow_redate && lastDayFor(written, type, concept) < today ? today : written;
  const fallback = concept === "products" ? null : date;
  const { service_from = fallback, service_to = fallback, payment_due_on = dueByDefault(type) ? fallback : null } = input;
  return { date, concept, service_from, service_to, payment_due_on };
}

/** Those that the caller left to us, and that follow the invoice's own where it is dated anew. */
export function defaultedDatesOf(input: InvoiceInput, dates: Pick<Invoice, DefaultedDate>): DefaultedDate[] {
  const names: readonly DefaultedDate[] = ["service_from", "service_to", "payment_due_on"];
  return names.filter((name) => input[name] === undefined && dates[name] !== null);
}
