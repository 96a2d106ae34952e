import { newId } from "../../../shared/ids.ts";
import type { Language, MailRow } from "../../db/mails.ts";
import { auditPayload } from "../../db/audit.ts";
import { type MailToken, type People, people, type UserAudit } from "../../db/people.ts";
import { prepareMail } from "../../email/index.ts";
import type { PeoplePorts } from "../../platform/people-ports.ts";
import { type KeyRing, parseKeyRing } from "../../platform/seal.ts";
import { type AuthSecrets, parseAuthSecrets } from "./auth-secrets.ts";
import type { Library } from "./library/library.ts";
import { newMailToken } from "./mails/mail-token.ts";
import { parseTokenKeys, type TokenKeys } from "./tokens/token-keys.ts";

/** Where a request comes from, as far as signing in cares. */
export interface Client {
  readonly requestId: string;
  readonly address: string | undefined;
  readonly userAgent: string | undefined;
  /** Of mails to somebody who has no language of his own yet. */
  readonly language: Language;
}

/** What the verbs of people use: none of them belongs to an organization. */
export interface PeopleCtx {
  readonly client: Client;
  readonly db: People;
  readonly attempts: PeoplePorts["attempts"];
  /** Evaluated when somebody signs in for the first time: an isolate that only issues does without. */
  readonly library: () => Promise<Library>;
  readonly authSecrets: AuthSecrets;
  readonly tokenKeys: TokenKeys;
  readonly mailKeys: KeyRing;
  readonly rangeUrl: string;
  /** Sees work through that nobody waits for. */
  readonly inBackground: (work: Promise<unknown>) => void;
  readonly now: () => Date;
  readonly newId: typeof newId;
}

/** Makes contexts. One per isolate, for the library behind them takes its time to begin, and its secrets theirs to be read. */
export function createPeople() {
  let kept:
    | { readonly authSecret: string; readonly keys: Pick<PeopleCtx, "authSecrets" | "tokenKeys" | "mailKeys">; library?: Library }
    | undefined;

  return (ports: PeoplePorts, client: Client, inBackground: PeopleCtx["inBackground"]): PeopleCtx => {
    const { authSecret, rangeUrl, attempts } = ports;
    if (kept?.authSecret !== authSecret) {
      const authSecrets = parseAuthSecrets(authSecret);
      kept = { authSecret, keys: { authSecrets, tokenKeys: parseTokenKeys(ports.tokenKeys), mailKeys: parseKeyRing(ports.mailKeys) } };
    }
    const mine = kept;
    const db = people(ports.database);
    // The library is kept, not the promise of one: a request that is cut off would leave it open for all others.
    const library = async () =>
      (mine.library ??= (await import("./library/library.ts")).createLibrary(ports.database, mine.keys.authSecrets[0], db));
    return { client, db, attempts, library, ...mine.keys, rangeUrl, inBackground, now: () => new Date(), newId };
  };
}

/** What the audit log is told of what somebody did to his own account; never secrets. */
export function userAudit({ newId: id, client }: PeopleCtx, change: Readonly<Record<string, unknown>> = {}): UserAudit {
  const told = { ...change, request_id: client.requestId, ip_address: client.address ?? null };
  const { payload = "" } = auditPayload({ id: "", actor: "", action: "", target: "", change: told });
  return { id: id("aud"), payload };
}

/** A mail to whom the database knows, without data. */
export const noticeMail = (ctx: PeopleCtx, kind: NoticeKind): Promise<MailRow> =>
  prepareMail({ keys: ctx.mailKeys, newId: ctx.newId }, { to: "", kind, language: ctx.client.language, data: {} });

/** A mail with a link that works once. */
export async function linkMail(ctx: PeopleCtx, kind: LinkKind, seconds: number): Promise<{ token: MailToken; mail: MailRow }> {
  const { token, hash } = newMailToken();
  const message = { to: "", kind, language: ctx.client.language, data: { token } };
  return { token: { hash, seconds }, mail: await prepareMail({ keys: ctx.mailKeys, newId: ctx.newId }, message) };
}

/** The mails of a sign-up with one link, of which the database sends the one that applies. */
export async function signUpMails(ctx: PeopleCtx, seconds: number): Promise<{ token: MailToken; verify: MailRow; choose: MailRow }> {
  const { token, hash } = newMailToken();
  const mail = (kind: "verify_email" | "choose_password") =>
    prepareMail({ keys: ctx.mailKeys, newId: ctx.newId }, { to: "", kind, language: ctx.client.language, data: { token } });
  return { token: { hash, seconds }, verify: await mail("verify_email"), choose: await mail("choose_password") };
}

type LinkKind = "reset_password" | "change_email";
type NoticeKind =
  | "already_registered"
  | "password_changed"
  | "email_changed"
  | "two_factor_enabled"
  | "two_factor_disabled"
  | "recovery_codes_renewed";
