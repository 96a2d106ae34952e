import { sql } from "drizzle-orm";
import type { Environment } from "../../shared/catalog.ts";
import type { Database } from "./database.ts";
import type { Language } from "./mails.ts";
import type { Mode } from "./owner.ts";

/** A certificate in use that ends soon, whoever's it is. */
export interface ExpiringCertificate {
  readonly id: string;
  readonly organizationId: string;
  readonly mode: Mode;
  readonly issuerId: string;
  readonly environment: Environment;
  readonly cuit: string;
  readonly legalName: string;
  readonly expiresAt: Date;
  /** The thresholds, in days, at which it was told of. */
  readonly told: readonly number[];
}

/**
 * Those that end within so many days, of every organization, by id. For the daily watch alone: it looks past row level security, by
 * a function that shows no key.
 * @param after the last id of the page before
 */
export async function expiringCertificates(
  db: Database,
  { now, days, after, limit }: { now: Date; days: number; after: string; limit: number },
): Promise<ExpiringCertificate[]> {
  const { rows } = await db.execute(sql`select id, organization_id as "organizationId", mode, issuer_id as "issuerId", environment, cuit,
    legal_name as "legalName", expires_at as "expiresAt", told
    from certificates_expiring(${now.toISOString()}::timestamptz, ${days}, ${after}, ${limit})`);
  // The columns are those of migrations/0009_certificates.sql.
  return rows.map((row) => ({ ...row, expiresAt: new Date(row["expiresAt"] as string) }) as unknown as ExpiringCertificate);
}

interface Contact {
  readonly email: string;
  readonly language: Language;
}

/** Those who run an organization, and have a confirmed address. */
export async function contactsOf(db: Database, organizationId: string): Promise<Contact[]> {
  const { rows } = await db.execute(sql`select email, language from organization_contacts(${organizationId})`);
  return rows as unknown as Contact[];
}
