import type { Attention, Invoice, InvoiceStatus } from "../../shared/schemas/invoice.ts";
import type { Owner } from "../db/owner.ts";
import type { Outbox } from "./outbox.ts";
import { ADD_STEP, step } from "./steps.ts";

/** What a person may decide of an invoice that needs attention: the comprobante that ARCA holds is it, or it is not. */
export type Resolution = "adopt" | "release";

/** Done, now or before; or the status that does not allow it. Undefined: no such invoice here. */
export type Decided = { readonly outcome: "done" } | { readonly outcome: "refused"; readonly status: InvoiceStatus } | undefined;

interface Decision {
  readonly owner: Owner;
  readonly id: string;
  readonly actor: string;
}

interface Row extends Record<string, SqlStorageValue> {
  status: InvoiceStatus;
  document: string;
}

const DONE = { outcome: "done" } as const;
const RESOLVED = { adopt: "adopted", release: "released" } as const;

/** What people decide of single invoices. Each is one transaction, and repeating it changes nothing. */
export function openDecisions(storage: DurableObjectStorage, outbox: Outbox, now: () => Date) {
  const { sql } = storage;

  return {
    /** Until it has a number. */
    cancel: ({ owner, id, actor }: Decision): Decided =>
      storage.transactionSync(() => {
        const row = read(owner, id);
        if (!row) return undefined;
        if (row.status === "cancelled") return DONE;
        if (row.status !== "queued") return { outcome: "refused", status: row.status };
        sql.exec("UPDATE invoices SET status = 'cancelled', version = version + 1, settled_at = ? WHERE id = ?", now().getTime(), id);
        outbox.add(id, "invoice.cancelled", { status: "cancelled" }, actor);
        return DONE;
      }),
    /** To adopt takes the number and the CAE found; to release leaves them to whoever they belong to, and the invoice waits again. */
    resolve: ({ owner, id, actor }: Decision, resolution: Resolution): Decided =>
      storage.transactionSync(() => {
        const row = read(owner, id);
        if (!row) return undefined;
        const invoice = JSON.parse(row.document) as Invoice;
        if (row.status !== "needs_attention" || !invoice.attention) {
          return invoice.attention?.resolution === RESOLVED[resolution] ? DONE : { outcome: "refused", status: row.status };
        }
        const attention = { ...invoice.attention, resolution: RESOLVED[resolution] };
        if (resolution === "adopt") adopt(id, { ...invoice, attention }, attention, actor);
        else release(id, { ...invoice, attention }, actor);
        return DONE;
      }),
  };

  function adopt(id: string, invoice: Invoice, { number, cae, cae_expires_on, observations }: Attention, actor: string): void {
    const document: Invoice = { ...invoice, cae, cae_expires_on, observations, authorized_at: now().toISOString() };
    sql.exec(
      `UPDATE invoices SET status = 'authorized', document = ?, unheard = 0, in_doubt = 0, settled_at = ?, version = version + 1, ${ADD_STEP}
        WHERE id = ?`,
      JSON.stringify(document),
      now().getTime(),
      resolved("adopt"),
      id,
    );
    outbox.add(id, "invoice.authorized", { status: "authorized", number, cae }, actor);
  }

  function release(id: string, invoice: Invoice, actor: string): void {
    sql.exec(
      `UPDATE invoices SET status = 'queued', number = NULL, document = ?, unheard = 0, in_doubt = 0, settled_at = NULL,
        version = version + 1, ${ADD_STEP} WHERE id = ?`,
      JSON.stringify(invoice),
      resolved("release"),
      id,
    );
    outbox.add(id, "invoice.requeued", { status: "queued" }, actor);
  }

  function resolved(resolution: Resolution): string {
    return step({ kind: "resolved", at: now().toISOString(), resolution: RESOLVED[resolution] });
  }

  function read({ organizationId, mode }: Owner, id: string): Row | undefined {
    const query = "SELECT status, document FROM invoices WHERE organization_id = ? AND mode = ? AND id = ?";
    return sql.exec<Row>(query, organizationId, mode, id).toArray()[0];
  }
}
