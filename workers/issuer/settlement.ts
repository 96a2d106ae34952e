import type { Invoice } from "../../shared/schemas/invoice.ts";
import { saidByArca } from "../invoicing/rules/index.ts";
import type { Evidence, Outcome, Sent } from "./lane.ts";
import type { NotedCalls } from "./noted-calls.ts";
import type { Outbox } from "./outbox.ts";
import { ADD_STEP, step } from "./steps.ts";

/** What is to be written down of a lane, all in one. */
export interface Settlement {
  readonly outcomes: readonly Outcome[];
  /** ARCA's last number; null: not known any more; left out: as before. */
  readonly last?: number | null;
  /** Of the comprobante `last`, `yyyymmdd`; empty or left out: not asked for. */
  readonly lastDate?: string;
  /** Those whose number somebody else has, or may have. */
  readonly foreign?: readonly Sent[];
  /** When that was seen, milliseconds, by ARCA's clock. */
  readonly seenAt?: number;
}

type OutcomeOf<S extends Outcome["status"]> = Extract<Outcome, { status: S }>;

interface Ports {
  readonly outbox: Outbox;
  readonly calls: Pick<NotedCalls, "take">;
  readonly now: () => Date;
}

/**
 * Writes what became of invoices: one UPDATE each, with a change in the outbox. To be called in a transaction. What is freed and what
 * is kept never meet: within one answer each number is that of one invoice.
 */
export function settling({ sql }: DurableObjectStorage, { outbox, calls, now }: Ports) {
  const FINAL = "version = version + 1, unheard = 0, in_doubt = 0, settled_at = ?";

  return (outcome: Outcome): void => {
    if (outcome.status === "authorized") authorize(outcome);
    else if (outcome.status === "rejected") reject(outcome);
    else if (outcome.status === "needs_attention") ask(outcome);
    else requeue(outcome.id);
  };

  function authorize({ id, number, cae, caeExpiresOn, observations }: OutcomeOf<"authorized">): void {
    const invoice = documentOf(id);
    const document: Invoice = {
      ...invoice,
      cae,
      cae_expires_on: caeExpiresOn,
      observations: observations.map(saidByArca(invoice.type)),
      authorized_at: now().toISOString(),
    };
    write(id, `status = 'authorized', number = ?, document = ?, ${FINAL}`, number, JSON.stringify(document), now().getTime());
    outbox.add(id, "invoice.authorized", { status: "authorized", number, cae });
  }

  function reject({ id, findings }: OutcomeOf<"rejected">): void {
    write(id, `status = 'rejected', number = NULL, findings = ?, ${FINAL}`, JSON.stringify(findings), now().getTime());
    outbox.add(id, "invoice.rejected", { status: "rejected", findings });
  }

  /** It keeps the number: ARCA holds it, and no other invoice of ours can have it. */
  function ask({ id, evidence }: OutcomeOf<"needs_attention">): void {
    const invoice = documentOf(id);
    const document: Invoice = { ...invoice, attention: attentionOf(evidence, invoice.type) };
    const set = `status = 'needs_attention', number = ?, document = ?, settled_at = ?, version = version + 1, ${ADD_STEP}`;
    const asked = step({ kind: "needs_attention", at: now().toISOString() });
    write(id, set, evidence.number, JSON.stringify(document), now().getTime(), asked);
    outbox.add(id, "invoice.needs_attention", { status: "needs_attention", number: evidence.number, cae: evidence.cae });
  }

  /** Only who heard of the doubt hears of its end. */
  function requeue(id: string): void {
    const [row] = sql.exec<{ in_doubt: number }>("SELECT in_doubt FROM invoices WHERE id = ?", id).toArray();
    write(id, `status = 'queued', number = NULL, ${FINAL}`, null);
    if (row?.in_doubt === 1) outbox.add(id, "invoice.requeued", { status: "queued" });
  }

  function write(id: string, set: string, ...params: SqlStorageValue[]): void {
    const { columns, values } = calls.take(id);
    sql.exec(`UPDATE invoices SET ${set}${columns} WHERE id = ?`, ...params, ...values, id);
  }

  function documentOf(id: string): Invoice {
    const { document } = sql.exec<{ document: string }>("SELECT document FROM invoices WHERE id = ?", id).one();
    return JSON.parse(document) as Invoice;
  }
}

function attentionOf(evidence: Evidence, type: Invoice["type"]): Invoice["attention"] {
  const { number, cae, caeExpiresOn, observations, processedAt, attempts, isShared, isRecordLost = false } = evidence;
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    reason: isRecordLost ? "records_lost" : "identical_comprobante",
    number,
    cae,
    cae_expires_on: caeExpiresOn,
    observations: observations.map(saidByArca(type)),
    processed_at: processedAt === null ? null : iso(processedAt),
    attempted_from: iso(attempts.from),
    attempted_until: iso(attempts.until),
    unanswered_attempts: attempts.unheard,
    lane_is_shared: isShared,
    resolution: null,
  };
}
