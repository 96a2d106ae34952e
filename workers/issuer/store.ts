import type { Invoice } from "../../shared/schemas/invoice.ts";
import { saidByArca } from "../invoicing/rules/index.ts";
import type { Owner } from "../db/owner.ts";
import type { Lane, Numbered, Outcome, Waiting } from "./lane.ts";
import { laneKey } from "./lane-key.ts";
import type { Outbox } from "./outbox.ts";
import { STORED, type Stored, type StoredRow, toStored } from "./stored.ts";
import type { ArcaTime, IssuerIdentity, Submission } from "./submission.ts";
import { dateOf, fingerprintOf } from "./unnumbered.ts";

export type Store = ReturnType<typeof openStore>;

const UNFINISHED = "status IN ('queued', 'sent')";

/**
 * The object's own SQLite. Writes with no `await` between them are one transaction, durable before anything leaves the object.
 */
export function openStore(storage: DurableObjectStorage, outbox: Outbox, now: () => Date) {
  const { sql } = storage;

  return {
    identity(): IssuerIdentity | undefined {
      const row = rows<{ issuer: string }>("SELECT issuer FROM identity")[0];
      return row && (JSON.parse(row.issuer) as IssuerIdentity);
    },
    accept: (submission: Submission): void =>
      storage.transactionSync(() => {
        remember(submission.issuer);
        insert(submission);
      }),
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
    detail(id: string): Submission["detail"] {
      const { detail } = sql.exec<{ detail: string }>("SELECT detail FROM invoices WHERE id = ?", id).one();
      return JSON.parse(detail) as Submission["detail"];
    },
    markSent: (lane: string, batch: readonly Numbered[]): void =>
      storage.transactionSync(() => {
        for (const { id, number } of batch) {
          sql.exec("UPDATE invoices SET status = 'sent', number = ?, version = version + 1 WHERE id = ?", number, id);
        }
        setLast(lane, null);
      }),
    /** What stays sent when a run ends is in doubt: from now on the world outside may know it. */
    markInDoubt: (lane: string): void =>
      storage.transactionSync(() => {
        const doubtful = "UPDATE invoices SET in_doubt = 1 WHERE lane = ? AND status = 'sent' AND in_doubt = 0 RETURNING id";
        for (const { id } of rows<{ id: string }>(doubtful, lane)) outbox.add(id, "invoice.sent", { status: "sent" });
      }),
    addArcaTime(batch: readonly Numbered[], { ms, calls }: ArcaTime): void {
      for (const { id } of batch)
        sql.exec("UPDATE invoices SET arca_ms = arca_ms + ?, arca_calls = arca_calls + ? WHERE id = ?", ms, calls, id);
    },
    record: (lane: string, outcomes: readonly Outcome[], last: number | null): void =>
      storage.transactionSync(() => {
        // Numbers are freed first: within one answer a freed number may be the one that another outcome keeps.
        for (const { id, status } of outcomes) {
          sql.exec("UPDATE invoices SET status = ?, number = NULL, version = version + 1 WHERE id = ?", status, id);
        }
        for (const outcome of outcomes) settle(outcome);
        setLast(lane, last);
      }),
    /** Every invoice, and all that is known of its lanes. */
    forget: (): void =>
      storage.transactionSync(() => {
        for (const table of ["outbox", "invoices", "lanes"]) sql.exec(`DELETE FROM ${table}`);
      }),
  };

  function remember(issuer: IssuerIdentity): void {
    sql.exec("INSERT INTO identity VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET issuer = excluded.issuer", JSON.stringify(issuer));
  }

  function insert({ owner, invoice, lane, detail, issuer, ...rest }: Submission): void {
    sql.exec(
      `INSERT INTO invoices (id, organization_id, mode, issuer_id, lane, date, fingerprint, detail, document,
          idempotency_key, body_hash, external_id, actor, request_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      invoice.id,
      owner.organizationId,
      owner.mode,
      issuer.id,
      laneKey(lane),
      dateOf(detail),
      fingerprintOf(detail),
      JSON.stringify(detail),
      JSON.stringify(invoice),
      rest.idempotencyKey,
      rest.bodyHash,
      invoice.external_id,
      rest.actor,
      rest.requestId,
    );
    outbox.add(invoice.id, "invoice.created", { status: "queued", total: invoice.total });
  }

  function authorize(outcome: Extract<Outcome, { status: "authorized" }>): void {
    const row = sql
      .exec<{ document: string; lane: string; date: string }>("SELECT document, lane, date FROM invoices WHERE id = ?", outcome.id)
      .one();
    const invoice = JSON.parse(row.document) as Invoice;
    const document: Invoice = {
      ...invoice,
      cae: outcome.cae,
      cae_expires_on: outcome.caeExpiresOn,
      observations: outcome.observations.map(saidByArca(invoice.type)),
      authorized_at: now().toISOString(),
    };
    sql.exec("UPDATE invoices SET number = ?, document = ? WHERE id = ?", outcome.number, JSON.stringify(document), outcome.id);
    sql.exec(
      `INSERT INTO lanes (lane, last_date) VALUES (?, ?)
        ON CONFLICT (lane) DO UPDATE SET last_date = max(coalesce(last_date, ''), excluded.last_date)`,
      row.lane,
      row.date,
    );
    outbox.add(outcome.id, "invoice.authorized", { status: "authorized", number: outcome.number, cae: outcome.cae });
  }

  function settle(outcome: Outcome): void {
    if (outcome.status === "authorized") authorize(outcome);
    else if (outcome.status === "rejected") reject(outcome);
    else requeue(outcome.id);
  }

  function reject({ id, findings }: Extract<Outcome, { status: "rejected" }>): void {
    sql.exec("UPDATE invoices SET findings = ? WHERE id = ?", JSON.stringify(findings), id);
    outbox.add(id, "invoice.rejected", { status: "rejected", findings });
  }

  /** Only who heard of the doubt hears of its end. */
  function requeue(id: string): void {
    const told = rows<{ id: string }>("UPDATE invoices SET in_doubt = 0 WHERE id = ? AND in_doubt = 1 RETURNING id", id);
    if (told.length > 0) outbox.add(id, "invoice.requeued", { status: "queued" });
  }

  function setLast(lane: string, last: number | null): void {
    sql.exec("INSERT INTO lanes (lane, last) VALUES (?, ?) ON CONFLICT (lane) DO UPDATE SET last = excluded.last", lane, last);
  }

  function one(where: string, owner: Owner, ...params: SqlStorageValue[]): Stored | undefined {
    const [row] = rows<StoredRow>(
      `SELECT ${STORED} FROM invoices WHERE organization_id = ? AND mode = ? AND ${where}`,
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
