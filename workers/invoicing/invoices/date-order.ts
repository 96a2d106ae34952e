import { type IsoDate, toArcaDate } from "../../../shared/dates.ts";
import type { Problem } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import type { Invoice } from "../../../shared/schemas/invoice.ts";
import type { InvoiceValidation } from "../../../shared/schemas/invoice-validation.ts";
import type { Ctx } from "../../platform/context.ts";
import { issuerObject } from "../issuers.ts";
import type { InvoicingIssuer } from "./load-issuer.ts";

type Finding = InvoiceValidation["findings"][number];

/** The monotonic part of 10016 (WSFEv1 manual): within a point of sale and type, dates never go back. */
export const DATE_BEFORE_LAST: Problem = {
  param: "date",
  code: "arca_10016",
  arca_code: 10016,
  message: "This point of sale has already issued this type with a later date: use that date or a later one.",
  message_es: "Este punto de venta ya emitió este tipo con una fecha posterior: usá esa fecha o una posterior.",
};

/** What an invoice dated after today does to the others of its point of sale and type. */
export const dateWarnings = (date: IsoDate, today: IsoDate): Problem[] => (date > today ? [problem("date", "date_after_today")] : []);

/**
 * How its date stands to what its point of sale and type has issued, and has waiting. The object of its issuer knows; it issues for all
 * that name the CUIT, and tells nothing of them to one that has not shown that it may.
 */
export async function dateOrder(ctx: Ctx, issuer: InvoicingIssuer, invoice: Invoice): Promise<Finding[]> {
  if (!issuer.isAccepted) return [];
  const lane = { PtoVta: invoice.point_of_sale, CbteTipo: invoice.type_code };
  const { isBeforeLast, isEarlierWaiting } = await issuerObject(ctx, issuer).outlook(lane, toArcaDate(invoice.date));
  const isRefused = isBeforeLast && !invoice.allow_redate;
  return [
    ...(isRefused ? [{ ...DATE_BEFORE_LAST, severity: "reject" } as const] : []),
    ...(isEarlierWaiting && !isRefused ? [{ ...problem("date", "earlier_dates_waiting"), severity: "observe" } as const] : []),
  ];
}
