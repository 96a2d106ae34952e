import { type SQL, sql } from "drizzle-orm";
import type { Environment, IssuerCondition } from "../../shared/catalog.ts";
import type { Invoice, InvoiceStatus } from "../../shared/schemas/invoice.ts";
import { certificates, inForce, ownInForce, representativesInForce, type SigningCertificate } from "./certificates.ts";
import type { InvoiceAnswer } from "./invoices.ts";
import type { Owner } from "./owner.ts";
import type { Scoped } from "./scoped.ts";

/** What there is to know before an invoice can be handed in. */
export interface InvoicingFacts {
  /** The one that is named; unnamed, two of the organization's at most. */
  readonly issuers: readonly IssuerFacts[] | null;
  /** In force: the newest of its own, or else of whoever represents it. */
  readonly certificate: SigningCertificate | null;
  /** Of the sandbox; null where it was never set. */
  readonly clockOffsetMs: number | null;
  /** Of any issuer. */
  readonly byKey: readonly EarlierInvoice[] | null;
  readonly authorizedByExternalId: readonly EarlierInvoice[] | null;
}

interface IssuerFacts {
  readonly id: string;
  readonly environment: Environment;
  readonly cuit: string;
  readonly ivaCondition: IssuerCondition;
  readonly defaultPointOfSale: number;
  readonly acceptedCertificateId: string | null;
}

/** Of a row of `invoices`, what a repeated request is told. */
export interface EarlierInvoice {
  readonly issuerId: string;
  readonly status: InvoiceStatus;
  readonly idempotencyKey: string | null;
  readonly externalId: string | null;
  readonly bodyHash: string | null;
  readonly document: Invoice;
  readonly answer: InvoiceAnswer | null;
}

interface Wanted {
  /** Undefined: the organization's only one. */
  readonly issuerId: string | undefined;
  readonly now: Date;
  readonly idempotencyKey: string | undefined;
  readonly externalId: string | undefined;
}

/** More than any organization has issuers that share a key, or an external_id. */
export const MOST_ISSUERS = 100;

/** All of it in one statement with one value: every invoice asks this, and pays for each statement and each column. */
export async function invoicingFacts(db: Scoped, owner: Owner, wanted: Wanted): Promise<InvoicingFacts> {
  const [[row] = []] = await db.ask([statement(owner, wanted)]);
  // The statement always brings one row, made of what is named there.
  return row?.["facts"] as InvoicingFacts;
}

function statement({ organizationId, mode }: Owner, { issuerId, now, ...names }: Wanted): SQL {
  const mine = sql`organization_id = ${organizationId} and mode = ${mode}`;
  const certificate = (which: SQL | undefined) =>
    sql`(select row_to_json(r) from (select id, issuer_id as "issuerId", pem, sealed_key as "sealedKey" from ${certificates}
      where ${mine} and ${which} order by id desc limit 1) r)`;
  const own = issuerId === undefined ? inForce(now) : ownInForce(issuerId, now);
  const representatives = issuerId === undefined ? sql`null` : certificate(representativesInForce(issuerId, now));
  const earlier = (which: SQL) =>
    sql`(select json_agg(r) from (select issuer_id as "issuerId", status, idempotency_key as "idempotencyKey", external_id as "externalId",
      body_hash as "bodyHash", document, answer from invoices where ${mine} and ${which} order by id desc limit ${MOST_ISSUERS}) r)`;
  return sql`select json_build_object(
    'issuers', (select json_agg(r) from (select id, environment, cuit, iva_condition as "ivaCondition",
      default_point_of_sale as "defaultPointOfSale", accepted_certificate_id as "acceptedCertificateId"
      from issuers where ${mine} and (${issuerId ?? null}::text is null or id = ${issuerId ?? null}) order by id desc limit 2) r),
    'certificate', coalesce(${certificate(own)}, ${representatives}),
    'clockOffsetMs', (select offset_ms from sandbox_clocks where ${mine}),
    'byKey', ${earlier(sql`idempotency_key = ${names.idempotencyKey ?? null}`)},
    'authorizedByExternalId', ${earlier(sql`external_id = ${names.externalId ?? null} and status = 'authorized'`)}) as facts`;
}
