import { and, eq, gt, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { Environment } from "../../shared/catalog.ts";
import { issuers } from "./issuers.ts";
import { owner } from "./owner.ts";

/**
 * An X.509 certificate of an issuer with its private key, sealed: only the signer Worker can open it. Without `pem` it has been
 * asked for by `csr`. Deactivated, its key is gone.
 */
export const certificates = pgTable("certificates", {
  id: text().primaryKey(),
  ...owner,
  issuerId: text().notNull(),
  environment: text().$type<Environment>().notNull(),
  pem: text(),
  csr: text(),
  /** ARCA's name for the computer, where it was asked for here. */
  alias: text(),
  sealedKey: text(),
  expiresAt: timestamp({ withTimezone: true }),
  deactivatedAt: timestamp({ withTimezone: true }),
  createdAt: timestamp({ withTimezone: true }).notNull(),
});
export type CertificateRow = typeof certificates.$inferSelect;

/** What was told of a certificate that expires. */
export const certificateNotices = pgTable("certificate_notices", {
  id: text().primaryKey(),
  ...owner,
  certificateId: text().notNull(),
  days: integer().notNull(),
  toldAt: timestamp({ withTimezone: true }).notNull(),
});

/** In force, with a key. */
export const inForce = (now: Date): SQL | undefined =>
  and(isNotNull(certificates.pem), isNull(certificates.deactivatedAt), gt(certificates.expiresAt, now));

/** For a select of one row: the certificate that an issuer uses first, if it has one of its own. */
export const ownInForce = (issuerId: string, now: Date): SQL | undefined => and(eq(certificates.issuerId, issuerId), inForce(now));

/** Likewise, of whoever represents it. Row level security keeps the inner select within the organization. */
export const representativesInForce = (issuerId: string, now: Date): SQL | undefined =>
  and(
    sql`${certificates.issuerId} in (select represented_by from ${issuers} where id = ${issuerId} and represented_by is not null)`,
    inForce(now),
  );

/** A certificate with all that is needed to sign by it. `issuerId` is whose it is, to which its key is bound. */
export interface SigningCertificate {
  readonly id: string;
  readonly issuerId: string;
  readonly pem: string;
  readonly sealedKey: string;
}

/** Of the rows of the two selects above, the one that is used: an issuer's own comes before its representative's. */
export function inUse(...found: readonly (readonly CertificateRow[])[]): SigningCertificate | undefined {
  for (const { id, issuerId, pem, sealedKey } of found.flat()) {
    if (pem !== null && sealedKey !== null) return { id, issuerId, pem, sealedKey };
  }
  return undefined;
}
