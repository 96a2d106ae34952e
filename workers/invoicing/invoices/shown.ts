import { endOfFiscalDay } from "../../../shared/dates.ts";
import { problem } from "../../../shared/problems.ts";
import type { Invoice, PendingInvoice } from "../../../shared/schemas/invoice.ts";
import { type Entry, isFinal } from "../../issuer/index.ts";
import { lastDayFor } from "./dating.ts";

/** An invoice as the API shows it: one that is not final says when ARCA is asked next, until when its date is good,
 * and what it waits for. */
export function shown({ invoice, nextAttemptAt, trouble }: Pick<Entry, "invoice" | "nextAttemptAt" | "trouble">): Invoice | PendingInvoice {
  if (isFinal(invoice.status)) return invoice;
  const waitingFor = invoice.status === "needs_attention" ? problem(null, "attention_wanted") : trouble;
  const lastDay = lastDayFor(invoice.date, invoice.type, invoice.concept);
  return { ...invoice, next_attempt_at: nextAttemptAt, last_safe_moment: endOfFiscalDay(lastDay).toISOString(), waiting_for: waitingFor };
}
