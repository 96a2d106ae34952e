import type { Database } from "../db/database.ts";
import { latestMails } from "../db/mails.ts";
import type { KeyRing } from "../platform/seal.ts";
import type { Mail } from "./letter.ts";
import { openMail } from "./mailer.ts";

const SHOWN = 200;

/** What would have been sent, newest first: for a local instance, which sends nothing. */
export async function readOutbox(db: Database, keys: KeyRing, base: string): Promise<Mail[]> {
  const rows = await latestMails(db, SHOWN);
  return Promise.all(rows.map((row) => openMail(keys, base, row)));
}
