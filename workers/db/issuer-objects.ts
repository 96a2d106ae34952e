import { sql } from "drizzle-orm";
import type { Environment } from "../../shared/catalog.ts";
import type { Invoice, InvoiceStatus } from "../../shared/schemas/invoice.ts";
import type { SigningCertificate } from "./certificates.ts";
import type { Database } from "./database.ts";
import type { InvoiceSubmission } from "./invoices.ts";
import type { Owner } from "./owner.ts";

/** An issuer of the object's, with the certificate that it uses if it has one. */
export interface IssuerOfObject extends Owner {
  readonly id: string;
  readonly environment: Environment;
  readonly cuit: string;
  readonly certificate: SigningCertificate | null;
}

/** An invoice that is not final, as the object left it. */
export interface UnfinishedInvoice extends Owner {
  readonly id: string;
  readonly issuerId: string;
  readonly version: number;
  readonly status: InvoiceStatus;
  readonly document: Invoice;
  readonly submission: InvoiceSubmission | null;
  readonly idempotencyKey: string | null;
  readonly bodyHash: string | null;
  readonly batchId: string | null;
}

/** By what an invoice is known to whoever sent it; of one that was not issued the external_id is free. */
export interface NamedInvoice {
  readonly id: string;
  readonly organization_id: string;
  readonly mode: string;
  readonly idempotency_key: string | null;
  readonly external_id: string | null;
}

/** One issuer's part of a lane. */
export interface KnownLane extends Owner {
  readonly issuerId: string;
  readonly pointOfSale: number;
  readonly typeCode: number;
  readonly first: number;
  readonly last: number;
  /** `yyyymmdd` */
  readonly lastDate: string;
}

export interface KnownNumber extends Owner {
  readonly number: number;
  readonly invoiceId: string;
  readonly cae: string;
}

export type IssuerRecords = ReturnType<typeof openIssuerRecords>;

/**
 * What Postgres knows of one issuer's object, across all organizations that issue through it: the object stands above them. Each
 * of these is a function of migrations/0004_ledgers.sql or a later one, which answers for the object that is named; columns and types are theirs.
 */
export function openIssuerRecords(db: Database, name: string) {
  return {
    name,
    /**
     * An object without storage takes its place: epoch 1 where there never was one of that name. The same claim again changes nothing.
     * @param id of the claim, by which the storage remembers that it made it
     * @returns `since`: it did nothing before; undefined: a later claim has been made
     */
    async claim(id: string): Promise<{ readonly epoch: number; readonly since: number } | undefined> {
      const { rows } = await db.execute(
        sql`select epoch, floor(extract(epoch from claimed_at) * 1000)::float8 as since from claim_issuer_object(${name}, ${id})`,
      );
      const [row] = rows;
      return row && { epoch: Number(row["epoch"]), since: Number(row["since"]) };
    },
    /** @throws where a later epoch has taken its place: `isFenced` */
    async requireNewest(epoch: number): Promise<void> {
      await db.execute(sql`select fence_issuer(${name}, ${epoch})`);
    },
    /** Those that ARCA has taken first, and of them the newest certificate. */
    async issuers(): Promise<IssuerOfObject[]> {
      const { rows } = await db.execute(
        sql`select id, organization_id as "organizationId", mode, environment, cuit, certificate from issuers_of_object(${name})`,
      );
      return rows as unknown as IssuerOfObject[];
    },
    /** A page of them, in the order in which they were accepted; empty after the last. */
    async unfinished(after: string): Promise<UnfinishedInvoice[]> {
      const { rows } = await db.execute(sql`select id, organization_id as "organizationId", mode, issuer_id as "issuerId", version, status,
        document, submission, idempotency_key as "idempotencyKey", body_hash as "bodyHash", batch_id as "batchId"
        from unfinished_invoices(${name}, ${after})`);
      return rows as unknown as UnfinishedInvoice[];
    },
    /** What names an issuer's invoices that are over: a page of them, after the invoice of that id; empty after the last. */
    async names(issuerId: string, after: string): Promise<NamedInvoice[]> {
      const { rows } = await db.execute(sql`select id, organization_id, mode, idempotency_key, external_id
        from names_of_issuer(${name}, ${issuerId}, ${after})`);
      return rows as unknown as NamedInvoice[];
    },
    async lanes(): Promise<KnownLane[]> {
      const { rows } = await db.execute(sql`select issuer_id as "issuerId", organization_id as "organizationId", mode,
        point_of_sale as "pointOfSale", type_code as "typeCode", first, last, last_date as "lastDate" from lanes_of_object(${name})`);
      return rows as unknown as KnownLane[];
    },
    /** What the object accepted before that moment, Postgres has heard of; milliseconds, 0 if of nothing. */
    async heardUntil(): Promise<number> {
      const { rows } = await db.execute(sql`select (extract(epoch from object_heard_until(${name})) * 1000)::float8 as at`);
      return Number(rows[0]?.["at"] ?? 0);
    },
    /** Authorized numbers of a lane: those from `from` on, and of those below it the ones in `also`. */
    async numbers(lane: { readonly PtoVta: number; readonly CbteTipo: number }, from: number, also: readonly number[] = []) {
      const { rows } = await db.execute(sql`select number, invoice_id as "invoiceId", organization_id as "organizationId", mode, cae
        from numbers_of_lane(${name}, ${lane.PtoVta}, ${lane.CbteTipo}, ${from}, ${`{${also.join(",")}}`}::integer[])`);
      return rows as unknown as KnownNumber[];
    },
    /** Of homologation alone: numbers above that one may be used again, since ARCA has begun its books anew. */
    async supersede(lane: { readonly PtoVta: number; readonly CbteTipo: number }, above: number): Promise<void> {
      await db.execute(sql`select supersede_numbers(${name}, ${lane.PtoVta}, ${lane.CbteTipo}, ${above})`);
    },
  };
}

/** Objects that have published something in the last days, by name. */
export async function activeIssuerObjects(db: Database, days: number, after: string, limit: number): Promise<string[]> {
  const { rows } = await db.execute(sql`select name from active_issuer_objects(${days}, ${after}, ${limit})`);
  return rows.map(({ name }) => String(name));
}

/** Objects with invoices that wait in Postgres for longer than that, and the oldest of these, 100 at most. */
export async function waitingIssuerObjects(db: Database, seconds: number, after: string, limit: number) {
  const { rows } = await db.execute(sql`select name, invoices from waiting_issuer_objects(${seconds}, ${after}, ${limit})`);
  return rows as unknown as { readonly name: string; readonly invoices: string[] }[];
}

/** Reports that somebody asked for and nobody has made for longer than that, each with the object it is of. */
export async function stalledLedgerReports(db: Database, seconds: number, limit: number) {
  const { rows } = await db.execute(sql`select id, organization_id as "organizationId", mode, issuer_id as "issuerId", object
    from stalled_ledger_reports(${seconds}, ${limit})`);
  return rows as unknown as (Owner & { readonly id: string; readonly issuerId: string; readonly object: string })[];
}

/** Keeps a message that could not be delivered. Repeating it is harmless. */
export async function buryMessage(db: Database, message: { readonly id: string; readonly queue: string; readonly body: string }) {
  await db.execute(sql`select bury_message(${message.id}, ${message.queue}, ${message.body})`);
}
