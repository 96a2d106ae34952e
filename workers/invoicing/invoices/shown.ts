import { addDays, endOfFiscalDay } from "../../../shared/dates.ts";
import { CONCEPTS } from "../../../shared/catalog.ts";
import type { Invoice, PendingInvoice } from "../../../shared/schemas/invoice.ts";
import type { Entry } from "../../issuer/index.ts";
import { windowDays } from "../rules/index.ts";

/** An invoice as the API shows it: one that is not final says when ARCA is asked next, and until when its date is good. */
export function shown({ invoice, nextAttemptAt }: Pick<Entry, "invoice" | "nextAttemptAt">): Invoice | PendingInvoice {
  if (invoice.status === "authorized" || invoice.status === "rejected") return invoice;
  const lastDay = addDays(invoice.date, windowDays(CONCEPTS[invoice.concept]));
  return { ...invoice, next_attempt_at: nextAttemptAt, last_safe_moment: endOfFiscalDay(lastDay).toISOString() };
}
