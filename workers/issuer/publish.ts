import { sql } from "drizzle-orm";
import { invoices } from "../db/invoices.ts";
import type { Owner } from "../db/owner.ts";
import type { Scoped } from "../db/scoped.ts";
import type { Outbox } from "./outbox.ts";
import type { Stored } from "./stored.ts";

const COLUMNS = ["version", "status", "number", "cae", "document"] as const;
const FROM_EXCLUDED = Object.fromEntries(COLUMNS.map((column) => [column, sql.raw(`excluded.${column}`)]));

/**
 * Sends to Postgres what it has not confirmed, oldest first. A batch whose answer is lost is sent again: rows carry a version
 * and audit entries an id, so that a repetition changes nothing.
 */
export async function publish(outbox: Outbox, database: (owner: Owner) => Scoped): Promise<void> {
  for (;;) {
    const changes = outbox.oldest();
    const first = changes[0];
    if (!first) return;
    const db = database(first.stored.owner);
    const latest = [...new Map(changes.map(({ stored }) => [stored.id, stored])).values()];
    await db.commit(
      changes.map(({ auditId: id, actor, action, change, stored }) => ({ id, actor, action, target: stored.id, change })),
      db.upsertNewer(invoices, latest.map(toRow), FROM_EXCLUDED),
    );
    outbox.confirm(changes.map(({ seq }) => seq));
  }
}

function toRow({ invoice, version }: Stored) {
  return {
    id: invoice.id,
    issuerId: invoice.issuer,
    version,
    status: invoice.status,
    typeCode: invoice.type_code,
    pointOfSale: invoice.point_of_sale,
    number: invoice.number,
    date: invoice.date,
    documentNumber: invoice.customer.document_number,
    total: invoice.total,
    cae: invoice.cae,
    externalId: invoice.external_id,
    document: invoice,
    createdAt: new Date(invoice.created_at),
  };
}
