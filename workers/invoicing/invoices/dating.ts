import { CONCEPTS, invoiceType, type InvoiceType } from "../../../shared/catalog.ts";
import { addDays, type IsoDate } from "../../../shared/dates.ts";
import type { Invoice } from "../../../shared/schemas/invoice.ts";
import type { InvoiceInput } from "../../../shared/schemas/invoice-input.ts";
import { windowDays } from "../rules/index.ts";

type Concept = Invoice["concept"];

/** Of exports and of facturas de crédito, whatever they are for (1500 of WSFEXv1; 10016). */
const SHORT_WINDOW = 5;

/** Last day on which ARCA still takes a comprobante of that date. */
export function lastDayFor(date: IsoDate, type: InvoiceType, concept: Concept): IsoDate {
  const { fce, letter } = invoiceType(type);
  return addDays(date, fce || letter === "E" ? SHORT_WINDOW : windowDays(CONCEPTS[concept]));
}

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
