import type { Owner } from "../db/owner.ts";
import { lastDayOf } from "../invoicing/rules/index.ts";
import type { Redating } from "./dating.ts";
import type { Attempts, Lane, Numbered, Sent } from "./lane.ts";
import { laneKey } from "./lane-key.ts";
import { noteCalls } from "./noted-calls.ts";
import { LANE_ROW, type LaneRow, toSent, toWaiting } from "./lane-rows.ts";
import type { Outbox } from "./outbox.ts";
import { redating } from "./redating.ts";
import { HOLDS_EXTERNAL_ID } from "./schema.ts";
import { type Settlement, settling } from "./settlement.ts";
import { SUBMITTER, submitterOf } from "./submitter.ts";
import { STORED, type Stored, type StoredRow, toStored } from "./stored.ts";
import type { IssuerIdentity, Submission } from "./submission.ts";
import { toldNumbers } from "./told-numbers.ts";
import { dateOf, fingerprintOf } from "./unnumbered.ts";

export type Store = ReturnType<typeof openStore>;

/** To the letter as the index `unfinished` has it: a query without it reads every invoice that the object has ever had. */
const UNFINISHED = "status IN ('queued', 'sent')";
/** The condition on those that wait for a number, but for some submitters' ones. */
const but = (held: readonly string[]): { readonly where: string; readonly params: string[] } =>
  held.length === 0
    ? { where: "status = 'queued'", params: [] }
    : { where: `(status = 'queued' AND ${SUBMITTER} NOT IN (SELECT value FROM json_each(?)))`, params: [JSON.stringify(held)] };
/** How long a lane is taken to be shared after somebody else was seen there. */
const SHARED_MS = 30 * 86_400_000;

/**
 * The object's own SQLite. Writes with no `await` between them are one transaction, durable before anything leaves the object.
 */
export function openStore(storage: DurableObjectStorage, outbox: Outbox, now: () => Date) {
  const { sql } = storage;
  const calls = noteCalls(storage);
  const settle = settling(storage, { outbox, calls, now });
  /** As the tables have them, once this object has written them. */
  let remembered: string | undefined;
  const owners = new Set<string>();
  const told = toldNumbers(storage, outbox);
  const redate = redating(storage, outbox, now);

  return {
    identity(): IssuerIdentity | undefined {
      const row = rows<{ issuer: string }>("SELECT issuer FROM identity")[0];
      return row && (JSON.parse(row.issuer) as IssuerIdentity);
    },
    accept(submission: Submission): void {
      const issuer = JSON.stringify(submission.issuer);
      const owner = submitterOf(submission.owner, submission.issuer.id);
      storage.transactionSync(() => {
        if (issuer !== remembered) remember(issuer);
        if (!owners.has(owner)) rememberOwner(submission);
        insert(submission);
      });
      remembered = issuer;
      owners.add(owner);
    },
    byId: (owner: Owner, id: string): Stored | undefined => one("id = ?", owner, id),
    byKey: (owner: Owner, issuerId: string, key: string): Stored | undefined =>
      one("issuer_id = ? AND idempotency_key = ?", owner, issuerId, key),
    byExternalId: (owner: Owner, issuerId: string, externalId: string): Stored | undefined =>
      one(`issuer_id = ? AND external_id = ? AND ${HOLDS_EXTERNAL_ID}`, owner, issuerId, externalId),
    /** The latest date that the lane has given a number to, `yyyymmdd`. Numbers follow dates: the highest has it. */
    lastDate(lane: string): string | undefined {
      const [row] = rows<{ date: string | null }>(
        `SELECT max(date) AS date FROM (SELECT last_date AS date FROM lanes WHERE lane = ?1
          UNION ALL SELECT * FROM (SELECT date FROM invoices WHERE lane = ?1 AND number IS NOT NULL ORDER BY number DESC LIMIT 1))`,
        lane,
      );
      return row?.date ?? undefined;
    },
    /** @param held submitters whose invoices are not to be numbered now */
    lane(lane: string, limit: number, held: readonly string[] = []): Lane {
      const [known] = rows<{ last: number | null; last_date: string | null }>("SELECT last, last_date FROM lanes WHERE lane = ?", lane);
      const select = (wanted: string, order: string, ...params: string[]) =>
        rows<LaneRow>(
          `SELECT ${LANE_ROW} FROM invoices WHERE lane = ? AND ${UNFINISHED} AND ${wanted} ORDER BY ${order} LIMIT ?`,
          lane,
          ...params,
          limit,
        );
      const queued = but(held);
      return {
        last: known?.last ?? null,
        lastDate: known?.last_date ?? "",
        sent: select("status = 'sent'", "number").map(toSent),
        waiting: select(queued.where, "date, arrival", ...queued.params).map(toWaiting),
      };
    },
    /** Was somebody else lately seen to issue on this lane? @param at milliseconds, by ARCA's clock */
    isShared: (lane: string, at: number): boolean =>
      rows("SELECT 1 FROM lanes WHERE lane = ? AND foreign_at > ?", lane, at - SHARED_MS).length > 0,
    /** Does an invoice of an earlier date wait there? @param date `yyyymmdd` */
    isEarlierWaiting: (lane: string, date: string): boolean =>
      rows("SELECT 1 FROM invoices WHERE lane = ? AND status IN ('queued', 'sent') AND date < ? LIMIT 1", lane, date).length > 0,
    /** How many wait there for a number. */
    waitingIn: (lane: string): number =>
      rows<{ count: number }>(`SELECT count(*) AS count FROM invoices WHERE lane = ? AND ${UNFINISHED} AND status = 'queued'`, lane)[0]
        ?.count ?? 0,
    /** Whose invoice is next in that lane: of one that was sent, or that may be. @param held as for `lane` */
    nextIn(lane: string, held: readonly string[] = []): string | undefined {
      const queued = but(held);
      const select = (wanted: string, order: string, ...params: string[]) =>
        rows<{ submitter: string }>(
          `SELECT ${SUBMITTER} AS submitter FROM invoices WHERE lane = ? AND ${UNFINISHED} AND ${wanted} ORDER BY ${order} LIMIT 1`,
          lane,
          ...params,
        )[0]?.submitter;
      return select("status = 'sent'", "number") ?? select(queued.where, "date, arrival", ...queued.params);
    },
    /** Who has anything unfinished in that lane. */
    submittersIn: (lane: string): string[] =>
      rows<{ submitter: string }>(`SELECT DISTINCT ${SUBMITTER} AS submitter FROM invoices WHERE lane = ? AND ${UNFINISHED}`, lane).map(
        ({ submitter }) => submitter,
      ),
    /** @param held whose queued invoices do not count */
    isIdle(lane: string, held: readonly string[] = []): boolean {
      const queued = but(held);
      const query = `SELECT 1 FROM invoices WHERE lane = ? AND ${UNFINISHED} AND (status = 'sent' OR ${queued.where}) LIMIT 1`;
      return rows(query, lane, ...queued.params).length === 0;
    },
    unfinishedLanes: (): string[] =>
      rows<{ lane: string }>(`SELECT DISTINCT lane FROM invoices WHERE ${UNFINISHED}`).map(({ lane }) => lane),
    /** What goes to ARCA, but for its number. */
    detail(id: string): Submission["detail"] {
      const { detail } = sql.exec<{ detail: string }>("SELECT detail FROM invoices WHERE id = ?", id).one();
      return JSON.parse(detail) as Submission["detail"];
    },
    /** Before the call. @param attempt when it begins and when it will have been given up, milliseconds */
    markSent: (lane: string, batch: readonly Numbered[], { from, until, landsBy }: Omit<Attempts, "unheard">): void =>
      storage.transactionSync(() => {
        const query = `UPDATE invoices SET status = 'sent', number = ?, version = version + 1, unheard = unheard + 1,
          tried_from = CASE WHEN unheard = 0 THEN ? ELSE tried_from END, tried_until = ?, lands_by = ? WHERE id = ?`;
        for (const { id, number } of batch) sql.exec(query, number, from, until, landsBy, id);
        setLast(lane, null);
      }),
    /** ARCA has for certain processed nothing of them in the last attempt: it does not count. @param batch as it was before that */
    markUntouched: (batch: readonly Sent[]): void =>
      storage.transactionSync(() => {
        const query = "UPDATE invoices SET unheard = ?, tried_from = ?, tried_until = ?, lands_by = ? WHERE id = ?";
        for (const { id, attempts } of batch) sql.exec(query, attempts.unheard, attempts.from, attempts.until, attempts.landsBy, id);
        calls.flush();
      }),
    /** No answer will be heard any more. @param batch as it was before the call */
    markLost: (batch: readonly Sent[], { until, landsBy }: Pick<Attempts, "until" | "landsBy">): void =>
      storage.transactionSync(() => {
        const query = "UPDATE invoices SET tried_until = ?, lands_by = ? WHERE id = ?";
        for (const { id, attempts } of batch) sql.exec(query, until, Math.max(attempts.landsBy, landsBy), id);
        calls.flush();
      }),
    /** What may be ARCA's when a run ends is in doubt: from now on the world outside may know it. */
    markInDoubt: (lane: string): void =>
      storage.transactionSync(() => {
        const doubtful = `UPDATE invoices SET in_doubt = 1
          WHERE lane = ? AND ${UNFINISHED} AND status = 'sent' AND unheard > 0 AND in_doubt = 0 RETURNING id`;
        for (const { id } of rows<{ id: string }>(doubtful, lane)) outbox.add(id, "invoice.sent", { status: "sent" });
      }),
    /** The calls that a batch has just taken part in. To be followed, without a wait, by what came of it. */
    noteCalls: calls.note,
    record: (lane: string, { outcomes, last, lastDate = "", foreign = [], seenAt = 0 }: Settlement): void =>
      storage.transactionSync(() => {
        for (const outcome of outcomes) settle(outcome);
        calls.flush();
        setLast(lane, last, lastDate);
        if (foreign.length > 0) setShared(lane, foreign, seenAt);
      }),
    /** Other dates for invoices that wait, `yyyymmdd`. */
    redate: (redatings: readonly Redating[]): void => storage.transactionSync(() => redatings.forEach(redate)),
    ids: (): string[] => rows<{ id: string }>("SELECT id FROM invoices").map(({ id }) => id),
    /** Every invoice, and all that is known of its lanes. */
    forget: (): void =>
      storage.transactionSync(() => {
        for (const table of ["outbox", "invoices", "lanes", "calls"]) sql.exec(`DELETE FROM ${table}`);
      }),
  };

  function remember(issuer: string): void {
    sql.exec("INSERT INTO identity VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET issuer = excluded.issuer", issuer);
  }

  /** Whoever has an issuer here hears what happens to a lane. */
  function rememberOwner({ owner, issuer }: Submission): void {
    sql.exec("INSERT OR IGNORE INTO owners VALUES (?, ?, ?)", owner.organizationId, owner.mode, issuer.id);
  }

  function insert({ owner, invoice, lane, detail, issuer, ...rest }: Submission): void {
    sql.exec(
      `INSERT INTO invoices (id, organization_id, mode, issuer_id, lane, date, fingerprint, detail, document,
          idempotency_key, body_hash, external_id, actor, request_id, rules_version, batch_id, last_day, redating)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
      rest.rulesVersion,
      rest.batchId,
      lastDayOf(dateOf(detail), invoice.type, invoice.concept),
      invoice.allow_redate ? JSON.stringify(rest.defaultedDates) : null,
    );
    outbox.add(invoice.id, "invoice.created", { status: "queued", total: invoice.total });
  }

  /** @param last left out: as before. @param date the latest that is known; empty: of none */
  function setLast(lane: string, last: number | null | undefined, date = ""): void {
    if (last === undefined && date === "") return;
    sql.exec(
      `INSERT INTO lanes (lane, last, last_date) VALUES (?1, ?2, nullif(?3, '')) ON CONFLICT (lane) DO UPDATE SET
        last = ${last === undefined ? "last" : "excluded.last"}, last_date = nullif(max(coalesce(last_date, ''), ?3), '')`,
      lane,
      last ?? null,
      date,
    );
  }

  function setShared(lane: string, foreign: readonly Sent[], seenAt: number): void {
    sql.exec("UPDATE lanes SET foreign_at = max(coalesce(foreign_at, 0), ?) WHERE lane = ?", seenAt, lane);
    told.tell(
      lane,
      "lane.foreign_comprobante",
      foreign.map(({ number }) => number),
    );
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
