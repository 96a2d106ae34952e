import type { Invoice, InvoiceStatus } from "../../shared/schemas/invoice.ts";
import { log } from "../platform/log.ts";
import type { Message } from "./lane.ts";
import type { Outbox } from "./outbox.ts";
import { isFinal } from "./waiters.ts";

interface Row extends Record<string, SqlStorageValue> {
  status: InvoiceStatus;
  number: number | null;
  findings: string;
  document: string;
  is_under_way: number;
}

/**
 * Postgres takes these invoices for unfinished, or lacks them. It is told again of those that are over here and of which nothing is on
 * the way to it: it was restored to an older state, or dropped them with what they came after.
 */
export function catchingUp(storage: DurableObjectStorage, outbox: Pick<Outbox, "add">) {
  const query = `SELECT status, number, findings, document, EXISTS (SELECT 1 FROM outbox o WHERE o.invoice_id = i.id) AS is_under_way
    FROM invoices i WHERE id = ?`;

  return (ids: readonly string[]): void =>
    storage.transactionSync(() => {
      for (const id of ids) {
        const [row] = storage.sql.exec<Row>(query, id).toArray();
        if (!row) log("error", "invoice.catch_up.failed", { invoice_id: id });
        else if (isFinal(row.status) && row.is_under_way === 0) tellAgain(id, row);
      }
    });

  function tellAgain(id: string, { status, number, findings, document }: Row): void {
    if (status === "authorized") {
      const { cae } = JSON.parse(document) as Invoice;
      outbox.add(id, "invoice.authorized", { status, number, cae });
    } else if (status === "rejected") outbox.add(id, "invoice.rejected", { status, findings: JSON.parse(findings) as Message[] });
    else outbox.add(id, "invoice.cancelled", { status });
  }
}
