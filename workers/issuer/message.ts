import type { EventData } from "../../shared/schemas/event.ts";
import type { Invoice } from "../../shared/schemas/invoice.ts";
import type { TimelineEntry } from "../../shared/schemas/timeline.ts";
import { saidByArca } from "../invoicing/rules/index.ts";
import type { AuditEntry } from "../db/audit.ts";
import type { Message as ArcaMessage } from "./lane.ts";
import type { Change } from "./outbox.ts";
import type { Kept } from "./records.ts";
import { isFinal } from "./waiters.ts";

/** What Postgres is told in one batch, table by table. */
export interface Message {
  readonly entries: AuditEntry[];
  readonly invoices: ReturnType<typeof toRow>[];
  readonly events: ReturnType<typeof toEvents>;
}

/** @param kept the invoices that changed, as they are now */
export function toMessage(
  changes: readonly Change[],
  kept: ReadonlyMap<string, Kept>,
  timelineOf: (kept: Kept) => TimelineEntry[],
  now: Date,
): Message {
  return {
    entries: changes.map(({ auditId: id, actor, action, target, change }) => ({ id, actor, action, target, change })),
    invoices: [...kept.values()].map((one) => toRow(one, timelineOf, now)),
    events: toEvents(changes, kept),
  };
}

function toRow(kept: Kept, timelineOf: (kept: Kept) => TimelineEntry[], publishedAt: Date) {
  const { invoice, version, requestId, findings, arca } = kept;
  const isOver = isFinal(invoice.status);
  return {
    id: invoice.id,
    issuerId: kept.issuerId,
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
    idempotencyKey: kept.idempotencyKey,
    bodyHash: kept.bodyHash,
    batchId: kept.batchId,
    submission: kept.submission,
    answer: { requestId, findings, arca },
    timeline: isOver ? timelineOf(kept) : null,
    publishedAt,
  };
}

const toEvents = (changes: readonly Change[], kept: ReadonlyMap<string, Kept>) =>
  changes.flatMap(({ event, target, invoiceId, change }) => {
    if (!event) return [];
    const about = invoiceId === null ? undefined : kept.get(invoiceId)?.invoice;
    return [{ id: event.id, type: event.type, target, data: about ? toData(about, change) : change, createdAt: event.at }];
  });

/** The invoice as the change left it: later ones may cross in the same batch. */
function toData(invoice: Invoice, change: Change["change"]): EventData {
  const { status = invoice.status, number = null, cae = null, date = invoice.date, total: _, findings, ...more } = change;
  const { id, issuer, type, point_of_sale, total, currency, external_id } = invoice;
  const then = { id, status, issuer, type, point_of_sale, number, date, total, currency, cae, external_id } as EventData["invoice"];
  return {
    invoice: then,
    ...(Array.isArray(findings) && { arca: (findings as ArcaMessage[]).map(saidByArca(invoice.type)) }),
    ...more,
  };
}
