import { fromArcaDate, type IsoDate, toArcaDate } from "../../shared/dates.ts";
import type { Invoice } from "../../shared/schemas/invoice.ts";
import { lastDayOf } from "../invoicing/rules/index.ts";
import type { Redating } from "./dating.ts";
import type { Outbox } from "./outbox.ts";
import { ADD_STEP, step } from "./steps.ts";
import type { DefaultedDate, Submission } from "./submission.ts";
import { fingerprintOf, isExport } from "./unnumbered.ts";

type Detail = Submission["detail"];

const OF_WSFE = { service_from: "FchServDesde", service_to: "FchServHasta", payment_due_on: "FchVtoPago" } as const;

interface Dated {
  readonly invoice: Invoice;
  readonly detail: Detail;
}

/** The same invoice on another day. @param moves dates that the caller left to us: they follow the invoice's own */
export function onDay({ invoice, detail }: Dated, date: IsoDate, moves: readonly DefaultedDate[]): Dated {
  const moved = moves.filter((name) => invoice[name] !== null);
  const day = toArcaDate(date);
  return {
    invoice: { ...invoice, date, ...Object.fromEntries(moved.map((name) => [name, date])) },
    detail: isExport(detail)
      ? { ...detail, Fecha_cbte: day, ...(moved.includes("payment_due_on") && { Fecha_pago: day }) }
      : { ...detail, CbteFch: day, ...Object.fromEntries(moved.map((name) => [OF_WSFE[name], day])) },
  };
}

interface Row extends Record<string, SqlStorageValue> {
  document: string;
  detail: string;
  redating: string;
}

/** Writes another date for an invoice that waits and allows it. */
export function redating({ sql }: DurableObjectStorage, outbox: Outbox, now: () => Date) {
  return ({ id, date: day }: Redating): void => {
    const [row] = sql
      .exec<Row>("SELECT document, detail, redating FROM invoices WHERE id = ? AND status = 'queued' AND redating IS NOT NULL", id)
      .toArray();
    if (!row) return;
    const date = fromArcaDate(day);
    const before = { invoice: JSON.parse(row.document) as Invoice, detail: JSON.parse(row.detail) as Detail };
    const { invoice, detail } = onDay(before, date, JSON.parse(row.redating) as DefaultedDate[]);
    const change = { date, date_before: before.invoice.date };
    sql.exec(
      `UPDATE invoices SET date = ?, last_day = ?, fingerprint = ?, detail = ?, document = ?, version = version + 1, ${ADD_STEP} WHERE id = ?`,
      day,
      lastDayOf(day, invoice.type, invoice.concept),
      fingerprintOf(detail),
      JSON.stringify(detail),
      JSON.stringify(invoice),
      step({ kind: "redated", at: now().toISOString(), ...change }),
      id,
    );
    outbox.add(id, "invoice.redated", change);
  };
}
