import { type SQL, sql } from "drizzle-orm";
import type { Database } from "./database.ts";

export type Language = "es" | "en";

/** A mail that waits. What it says is sealed, since most have a link in them that opens something. */
export interface MailRow {
  readonly id: string;
  readonly to: string;
  readonly kind: string;
  readonly language: Language;
  readonly sealed: string;
}

/** For the batch of what the mail tells of: it is queued if, and only if, that happens. */
export const queueMail = ({ to, language, ...mail }: MailRow): SQL =>
  sql`select queue_mail(${JSON.stringify(mail)}::jsonb, ${to}, ${language})`;

/** Newest first. */
export async function latestMails(db: Database, limit: number): Promise<MailRow[]> {
  const { rows } = await db.execute(
    sql`select id, recipient as "to", kind, language, sealed from mails order by created_at desc, id desc limit ${limit}`,
  );
  // The columns are those of migrations/0007_people.sql.
  return rows as unknown as MailRow[];
}
