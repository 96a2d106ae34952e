import { CONCEPTS, invoiceType, type InvoiceType } from "../../../shared/catalog.ts";
import { windowDays } from "./checks/dates.ts";
import { plusDays } from "./day.ts";

/** Of exports and of facturas de crédito, whatever they are for (1500 of WSFEXv1; 10016). */
const SHORT_WINDOW = 5;

/** Last day on which ARCA still takes a comprobante of that date. Both `yyyymmdd`. */
export function lastDayOf(date: string, type: InvoiceType, concept: keyof typeof CONCEPTS): string {
  const { fce, letter } = invoiceType(type);
  return plusDays(date, fce || letter === "E" ? SHORT_WINDOW : windowDays(CONCEPTS[concept]));
}
