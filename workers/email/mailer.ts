/**
 * Mails are rows first: they are queued in the batch of what they tell of, and whatever sends them reads the queue. Sealed with
 * a ring of keys of their own, bound to their row: a copy of the database opens no link.
 */
import { Buffer } from "node:buffer";
import type { newId } from "../../shared/ids.ts";
import type { Language, MailRow } from "../db/mails.ts";
import { type KeyRing, open, seal } from "../platform/seal.ts";
import { type Mail, toMail } from "./letter.ts";
import { type MailData, type MailKind, TEMPLATES } from "./templates/index.ts";
import type { LinkTo, Template } from "./templates/template.ts";

interface Message<K extends MailKind> {
  /** Empty where only the database knows it. */
  readonly to: string;
  readonly kind: K;
  readonly language: Language;
  readonly data: MailData<K>;
}

interface Sealing {
  readonly keys: KeyRing;
  readonly newId: typeof newId;
}

/** A mail ready to be queued: see `queueMail` in workers/db/mails.ts. */
export async function prepareMail<K extends MailKind>({ keys, newId: id }: Sealing, message: Message<K>): Promise<MailRow> {
  const { to, kind, language, data } = message;
  const mail = id("mai");
  return { id: mail, to, kind, language, sealed: await seal(keys, ["mail", mail], Buffer.from(JSON.stringify(data))) };
}

/** A queued mail as it is sent. @param base where the dashboard is */
export async function openMail(keys: KeyRing, base: string, { id, to, kind, language, sealed }: MailRow): Promise<Mail> {
  const data: unknown = JSON.parse(Buffer.from(await open(keys, ["mail", id], sealed)).toString());
  // What was sealed under a kind is that kind's data; the kind itself came from `prepareMail`.
  const template = TEMPLATES[kind as MailKind] as Template<Record<string, string>>;
  return toMail(to, template[language](data as Record<string, string>, linkFrom(base)));
}

const linkFrom =
  (base: string): LinkTo =>
  (path, parameters = {}) => {
    const url = new URL(path, base);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  };
