import type { Outcome } from "./lane.ts";
import { STORED, type Stored, type StoredRow, toStored } from "./stored.ts";

/** One change of an invoice that Postgres has not confirmed, and the invoice as it is now. */
interface Change {
  readonly seq: number;
  readonly auditId: string;
  readonly action: Action;
  readonly actor: string;
  readonly change: Record<string, unknown>;
  readonly stored: Stored;
}

/** What the audit log is told. `sent` only of an invoice in doubt, `requeued` only of one that was. */
type Action = `invoice.${"created" | "sent" | "requeued" | Exclude<Outcome["status"], "queued">}`;

interface ChangeRow extends StoredRow {
  seq: number;
  audit_id: string;
  action: Action;
  actor: string;
  change: string;
}

/** Changes in one round trip to Postgres, and characters of their documents: quoted on the wire they stay under Neon's 10 MiB. */
const CHANGES = 100;
const CHARACTERS = 2_000_000;

export type Outbox = ReturnType<typeof openOutbox>;

/** What Postgres has yet to hear, in the order in which it happened. */
export function openOutbox({ sql }: DurableObjectStorage, newAuditId: () => string) {
  return {
    /** To be called in the transaction of the change itself. */
    add(id: string, action: Action, change: Record<string, unknown>): void {
      const query = "INSERT INTO outbox (invoice_id, audit_id, action, change) VALUES (?, ?, ?, ?)";
      sql.exec(query, id, newAuditId(), action, JSON.stringify(change));
    },
    /** The oldest, of one owner, as many as one message takes. */
    oldest(): Change[] {
      const query = `SELECT seq, audit_id, action, change, actor, ${STORED} FROM outbox JOIN invoices ON id = invoice_id ORDER BY seq LIMIT ?`;
      const rows = sql.exec(query, CHANGES).toArray() as unknown as ChangeRow[];
      const first = rows[0];
      let size = 0;
      return rows
        .filter((row) => row.organization_id === first?.organization_id && row.mode === first.mode)
        .filter((row, i) => (size += row.document.length) <= CHARACTERS || i === 0)
        .map(toChange);
    },
    confirm(seqs: readonly number[]): void {
      for (const seq of seqs) sql.exec("DELETE FROM outbox WHERE seq = ?", seq);
    },
    isEmpty: (): boolean => sql.exec("SELECT 1 FROM outbox LIMIT 1").toArray().length === 0,
  };
}

const toChange = (row: ChangeRow): Change => ({
  seq: row.seq,
  auditId: row.audit_id,
  action: row.action,
  actor: row.actor,
  change: JSON.parse(row.change) as Record<string, unknown>,
  stored: toStored(row),
});
