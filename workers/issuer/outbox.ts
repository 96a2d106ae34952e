import type { EventType } from "../../shared/events.ts";
import type { newId } from "../../shared/ids.ts";
import type { Owner } from "../db/owner.ts";
import { parseLane } from "./lane-key.ts";

/** What the audit log is told of an invoice. `sent` only of one in doubt, `requeued` only of one that was. */
export type Action =
  | "invoice.created"
  | "invoice.sent"
  | "invoice.requeued"
  | "invoice.redated"
  | "invoice.needs_attention"
  | "invoice.cancelled"
  | "invoice.authorized"
  | "invoice.rejected";

const EVENT_OF = {
  "invoice.created": "invoice.created",
  "invoice.sent": "invoice.in_doubt",
  "invoice.requeued": "invoice.requeued",
  "invoice.redated": "invoice.redated",
  "invoice.needs_attention": "invoice.needs_attention",
  "invoice.cancelled": "invoice.cancelled",
  "invoice.authorized": "invoice.approved",
  "invoice.rejected": "invoice.failed",
} as const satisfies Record<Action, EventType>;

type LaneEventType = Exclude<EventType, `invoice.${string}`>;

/** One change that Postgres has not confirmed. */
export interface Change {
  readonly seq: number;
  readonly owner: Owner;
  /** Null where it is a lane's. */
  readonly invoiceId: string | null;
  /** Id of what changed: the invoice, or the issuer whose lane it is. */
  readonly target: string;
  readonly action: Action | LaneEventType;
  readonly actor: string;
  readonly auditId: string;
  /** Null only for what was written before there were events. */
  readonly event: { readonly id: string; readonly type: EventType; readonly at: Date } | null;
  readonly change: Readonly<Record<string, unknown>>;
}

interface Row extends Record<string, SqlStorageValue> {
  seq: number;
  kind: "invoice" | "lane";
  organization_id: string;
  mode: Owner["mode"];
  invoice_id: string;
  target: string;
  action: Change["action"];
  actor: string;
  audit_id: string;
  event_id: string | null;
  at: number;
  change: string;
}

/** Who made a change that nobody asked for. */
const OURSELVES = "issuer";

export type Outbox = ReturnType<typeof openOutbox>;

/**
 * What Postgres has yet to hear, in the order in which it happened.
 *
 * @param watch sees to it that an alarm is set: nothing is written here without one
 */
export function openOutbox({ sql }: DurableObjectStorage, makeId: typeof newId, now: () => Date, watch: () => void = () => undefined) {
  const query = <R extends Record<string, SqlStorageValue>>(text: string, ...params: SqlStorageValue[]) => sql.exec<R>(text, ...params);
  return {
    /**
     * To be called in the transaction of the change itself, after the row has it.
     * @param change for the audit log, and with the event; in the API's words
     * @param actor who asked for it; if left out, who submitted the invoice
     */
    add(invoiceId: string, action: Action, change: Readonly<Record<string, unknown>>, actor: string | null = null): void {
      watch();
      query(
        `INSERT INTO outbox (kind, invoice_id, target, organization_id, mode, actor, action, change, audit_id, event_id, at)
          SELECT 'invoice', id, id, organization_id, mode, coalesce(?, actor), ?, ?, ?, ?, ? FROM invoices WHERE id = ?`,
        actor,
        action,
        JSON.stringify(change),
        makeId("aud"),
        makeId("evt"),
        now().getTime(),
        invoiceId,
      );
    },
    /** The same for a lane: everybody who has an issuer here is told, with nothing in it of anyone's invoice. */
    addOfLane(lane: string, type: LaneEventType, change: Readonly<Record<string, unknown>> = {}): void {
      watch();
      const { PtoVta, CbteTipo } = parseLane(lane);
      const owners = query<{ organization_id: string; mode: string; issuer_id: string }>("SELECT * FROM owners").toArray();
      for (const { organization_id, mode, issuer_id } of owners) {
        const told = { lane: { issuer: issuer_id, point_of_sale: PtoVta, type_code: CbteTipo }, ...change };
        query(
          `INSERT INTO outbox (kind, invoice_id, target, organization_id, mode, actor, action, change, audit_id, event_id, at)
            VALUES ('lane', '', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          issuer_id,
          organization_id,
          mode,
          OURSELVES,
          type,
          JSON.stringify(told),
          makeId("aud"),
          makeId("evt"),
          now().getTime(),
        );
      }
    },
    /** Those who have something due, whoever has waited longest first. */
    owners(): Owner[] {
      const due = `SELECT organization_id, mode FROM outbox WHERE not_before <= ? GROUP BY 1, 2 ORDER BY min(seq)`;
      const rows = query<{ organization_id: string; mode: Owner["mode"] }>(due, now().getTime()).toArray();
      return rows.map(({ organization_id, mode }) => ({ organizationId: organization_id, mode }));
    },
    /** An owner's oldest that are due. */
    oldest({ organizationId, mode }: Owner, atMost: number): Change[] {
      const due = "SELECT * FROM outbox WHERE organization_id = ? AND mode = ? AND not_before <= ? ORDER BY seq LIMIT ?";
      return query<Row>(due, organizationId, mode, now().getTime(), atMost).toArray().map(toChange);
    },
    confirm(changes: readonly Change[]): void {
      query("DELETE FROM outbox WHERE seq IN (SELECT value FROM json_each(?))", seqsOf(changes));
    },
    /** Not to be tried again before then. */
    setAside(changes: readonly Change[], until: number): void {
      query("UPDATE outbox SET not_before = ? WHERE seq IN (SELECT value FROM json_each(?))", until, seqsOf(changes));
    },
    isEmpty: (): boolean => query("SELECT 1 FROM outbox LIMIT 1").toArray().length === 0,
    /** When something is due: milliseconds since the epoch, 0 for at once; undefined where nothing is left. */
    nextDue(): number | undefined {
      if (query("SELECT 1 FROM outbox WHERE not_before = 0 LIMIT 1").toArray().length > 0) return 0;
      const [row] = query<{ due: number | null }>("SELECT min(not_before) AS due FROM outbox").toArray();
      return row?.due ?? undefined;
    },
  };
}

const seqsOf = (changes: readonly Change[]): string => JSON.stringify(changes.map(({ seq }) => seq));

/** The casts are safe: `add` and `addOfLane` alone write this table. */
const toChange = (row: Row): Change => ({
  seq: row.seq,
  owner: { organizationId: row.organization_id, mode: row.mode },
  invoiceId: row.kind === "invoice" ? row.invoice_id : null,
  target: row.target,
  action: row.action,
  actor: row.actor,
  auditId: row.audit_id,
  event: row.event_id === null ? null : { id: row.event_id, type: eventOf(row.action), at: new Date(row.at) },
  change: JSON.parse(row.change) as Change["change"],
});

const eventOf = (action: Change["action"]): EventType =>
  Object.hasOwn(EVENT_OF, action) ? EVENT_OF[action as Action] : (action as LaneEventType);
