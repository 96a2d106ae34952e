import type { Invoice } from "../../shared/schemas/invoice.ts";
import { arcaProblem } from "../invoicing/rules/index.ts";
import type { Owner } from "../db/owner.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Lane, Message, Numbered, Outcome, Waiting } from "./lane.ts";
import { laneKey } from "./lane-key.ts";
import { SCHEMA } from "./schema.ts";
import type { ArcaTime, IssuerIdentity, Submission, Unnumbered } from "./submission.ts";

/** A row as it is read: the invoice with its state, and what is kept beside it. */
export interface Stored {
  readonly id: string;
  readonly owner: Owner;
  readonly invoice: Invoice;
  readonly bodyHash: string;
  readonly requestId: string;
  readonly findings: readonly Message[];
  readonly arca: ArcaTime;
  readonly version: number;
}

interface Row extends Record<string, SqlStorageValue> {
  id: string;
  organization_id: string;
  mode: Owner["mode"];
  document: string;
  status: Invoice["status"];
  number: number | null;
  body_hash: string;
  request_id: string;
  findings: string;
  arca_ms: number;
  arca_calls: number;
  version: number;
}

export type Store = ReturnType<typeof openStore>;

const COLUMNS = "id, organization_id, mode, document, status, number, body_hash, request_id, findings, arca_ms, arca_calls, version";
const UNFINISHED = "status IN ('queued', 'sent')";

/**
 * The object's own SQLite. Writes with no `await` between them are one transaction, durable before anything leaves the object.
 * Clock and ids are handed in.
 */
export function openStore(storage: DurableObjectStorage, now: () => Date, newAuditId: () => string) {
  const { sql } = storage;
  for (const statement of SCHEMA) sql.exec(statement);

  return {
    identity(): IssuerIdentity | undefined {
      const row = rows<{ issuer: string }>("SELECT issuer FROM identity")[0];
      return row && (JSON.parse(row.issuer) as IssuerIdentity);
    },
    remember(issuer: IssuerIdentity): void {
      sql.exec("INSERT INTO identity VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET issuer = excluded.issuer", JSON.stringify(issuer));
    },
    accept({ owner, invoice, lane, detail, issuer, ...rest }: Submission): void {
      sql.exec(
        `INSERT INTO invoices (id, organization_id, mode, issuer_id, lane, date, fingerprint, detail, document,
          idempotency_key, body_hash, external_id, actor, request_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        invoice.id,
        owner.organizationId,
        owner.mode,
        issuer.id,
        laneKey(lane),
        detail.CbteFch,
        fingerprint(detail),
        JSON.stringify(detail),
        JSON.stringify(invoice),
        rest.idempotencyKey,
        rest.bodyHash,
        invoice.external_id,
        rest.actor,
        rest.requestId,
      );
      changed(invoice.id, "invoice.created");
    },
    byId: (owner: Owner, id: string): Stored | undefined => one("id = ?", owner, id),
    byKey: (owner: Owner, issuerId: string, key: string): Stored | undefined =>
      one("issuer_id = ? AND idempotency_key = ?", owner, issuerId, key),
    byExternalId: (owner: Owner, issuerId: string, externalId: string): Stored | undefined =>
      one("issuer_id = ? AND external_id = ? AND status <> 'rejected'", owner, issuerId, externalId),
    /** The latest date that the lane has given a number to, `yyyymmdd`. */
    lastDate(lane: string): string | undefined {
      const [row] = rows<{ date: string | null }>(
        `SELECT max(date) AS date FROM (SELECT last_date AS date FROM lanes WHERE lane = ?1
          UNION ALL SELECT max(date) FROM invoices WHERE lane = ?1 AND status = 'sent')`,
        lane,
      );
      return row?.date ?? undefined;
    },
    lane(lane: string, limit: number): Lane {
      const [known] = rows<{ last: number | null }>("SELECT last FROM lanes WHERE lane = ?", lane);
      return {
        last: known?.last ?? null,
        sent: rows<Numbered>("SELECT id, date, fingerprint, number FROM invoices WHERE lane = ? AND status = 'sent' ORDER BY number", lane),
        waiting: rows<Waiting>(
          "SELECT id, date, fingerprint FROM invoices WHERE lane = ? AND status = 'queued' ORDER BY date, arrival LIMIT ?",
          lane,
          limit,
        ),
      };
    },
    isIdle: (lane: string): boolean => rows(`SELECT 1 FROM invoices WHERE lane = ? AND ${UNFINISHED} LIMIT 1`, lane).length === 0,
    unfinishedLanes: (): string[] =>
      rows<{ lane: string }>(`SELECT DISTINCT lane FROM invoices WHERE ${UNFINISHED}`).map(({ lane }) => lane),
    /** What goes to ARCA, but for its number. */
    detail(id: string): Unnumbered {
      const { detail } = sql.exec<{ detail: string }>("SELECT detail FROM invoices WHERE id = ?", id).one();
      return JSON.parse(detail) as Unnumbered;
    },
    markSent(lane: string, batch: readonly Numbered[]): void {
      for (const { id, number } of batch) {
        sql.exec("UPDATE invoices SET status = 'sent', number = ?, version = version + 1 WHERE id = ?", number, id);
      }
      setLast(lane, null);
    },
    addArcaTime(batch: readonly Numbered[], { ms, calls }: ArcaTime): void {
      for (const { id } of batch)
        sql.exec("UPDATE invoices SET arca_ms = arca_ms + ?, arca_calls = arca_calls + ? WHERE id = ?", ms, calls, id);
    },
    record(lane: string, outcomes: readonly Outcome[], last: number | null): void {
      // Numbers are freed first: within one answer a freed number may be the one that another outcome keeps.
      for (const { id, status } of outcomes) {
        sql.exec("UPDATE invoices SET status = ?, number = NULL, version = version + 1 WHERE id = ?", status, id);
      }
      for (const outcome of outcomes) {
        if (outcome.status === "authorized") authorize(outcome);
        if (outcome.status === "rejected") {
          sql.exec("UPDATE invoices SET findings = ? WHERE id = ?", JSON.stringify(outcome.findings), outcome.id);
          changed(outcome.id, "invoice.rejected");
        }
      }
      setLast(lane, last);
    },
    /** Oldest changes that Postgres has not confirmed, of one owner. */
    unpublished(limit: number) {
      const pending = rows<{ seq: number; audit_id: string; action: string; actor: string } & Row>(
        `SELECT seq, audit_id, action, actor, ${COLUMNS} FROM outbox JOIN invoices ON id = invoice_id ORDER BY seq LIMIT ?`,
        limit,
      ).map((row) => ({ seq: row.seq, auditId: row.audit_id, action: row.action, actor: row.actor, stored: toStored(row) }));
      const first = pending[0]?.stored.owner;
      return pending.filter(({ stored: { owner } }) => owner.organizationId === first?.organizationId && owner.mode === first.mode);
    },
    published(seqs: readonly number[]): void {
      for (const seq of seqs) sql.exec("DELETE FROM outbox WHERE seq = ?", seq);
    },
    hasUnpublished: (): boolean => rows("SELECT 1 FROM outbox LIMIT 1").length > 0,
  };

  function authorize(outcome: Extract<Outcome, { status: "authorized" }>): void {
    const row = sql
      .exec<{ document: string; lane: string; date: string }>("SELECT document, lane, date FROM invoices WHERE id = ?", outcome.id)
      .one();
    const document: Invoice = {
      ...(JSON.parse(row.document) as Invoice),
      cae: outcome.cae,
      cae_expires_on: outcome.caeExpiresOn,
      observations: outcome.observations.map(arcaProblem),
      authorized_at: now().toISOString(),
    };
    sql.exec("UPDATE invoices SET number = ?, document = ? WHERE id = ?", outcome.number, JSON.stringify(document), outcome.id);
    sql.exec(
      `INSERT INTO lanes (lane, last_date) VALUES (?, ?)
        ON CONFLICT (lane) DO UPDATE SET last_date = max(coalesce(last_date, ''), excluded.last_date)`,
      row.lane,
      row.date,
    );
    changed(outcome.id, "invoice.authorized");
  }

  function setLast(lane: string, last: number | null): void {
    sql.exec("INSERT INTO lanes (lane, last) VALUES (?, ?) ON CONFLICT (lane) DO UPDATE SET last = excluded.last", lane, last);
  }

  function changed(id: string, action: string): void {
    sql.exec("INSERT INTO outbox (invoice_id, audit_id, action) VALUES (?, ?, ?)", id, newAuditId(), action);
  }

  function one(where: string, owner: Owner, ...params: SqlStorageValue[]): Stored | undefined {
    const [row] = rows<Row>(
      `SELECT ${COLUMNS} FROM invoices WHERE organization_id = ? AND mode = ? AND ${where}`,
      owner.organizationId,
      owner.mode,
      ...params,
    );
    return row && toStored(row);
  }

  function rows<R>(query: string, ...params: SqlStorageValue[]): R[] {
    return sql.exec(query, ...params).toArray() as unknown as R[];
  }
}

/** A number is shown only once it is the invoice's for good. */
function toStored(row: Row): Stored {
  const number = row.status === "authorized" ? row.number : null;
  return {
    id: row.id,
    owner: { organizationId: row.organization_id, mode: row.mode },
    invoice: { ...(JSON.parse(row.document) as Invoice), status: row.status, number },
    bodyHash: row.body_hash,
    requestId: row.request_id,
    findings: JSON.parse(row.findings) as Message[],
    arca: { ms: row.arca_ms, calls: row.arca_calls },
    version: row.version,
  };
}
