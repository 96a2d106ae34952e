import { type SQL, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import type { Language, MailRow } from "./mails.ts";

/** A mail without whom it goes to and in which language: the database knows both. */
type Mail = MailRow;
/** What the audit log is told: the id of the entry, and its payload. */
export interface UserAudit {
  readonly id: string;
  readonly payload: string;
}

/** Of a second factor: sealed, and its recovery codes as they are kept. */
interface Seed {
  readonly secret: string;
  readonly codes: string;
}

export interface SignUpRow {
  readonly user: { readonly id: string; readonly email: string; readonly name: string; readonly language: Language };
  /** Id of the row that holds the password. */
  readonly account: string;
  readonly password: string;
  readonly organization: { readonly id: string; readonly name: string };
  readonly token: MailToken;
  readonly verify: Mail;
  /** In its place where the address was signed up with before: the link that `token` is of then lets its owner choose a password. */
  readonly choose: Mail;
  readonly known: Mail;
  readonly audit: readonly Record<string, string>[];
  /** The entry where the address was signed up with before. */
  readonly again: UserAudit;
}

/** A link in a mail, by the hash of what it carries. */
export interface MailToken {
  readonly hash: string;
  readonly seconds: number;
}

export interface SignedInRow {
  readonly id: string;
  readonly expires_at: string;
  readonly fresh_at: string;
  readonly second_factor: boolean;
  readonly user_id: string;
  readonly email: string;
  readonly name: string;
  readonly language: Language;
  readonly two_factor_enabled: boolean;
  readonly memberships: readonly {
    organizationId: string;
    name: string;
    role: string;
    secondFactorRequired: boolean;
    deletedAt: string | null;
  }[];
}

export interface SessionRow {
  readonly id: string;
  readonly kind: "browser" | "api_client";
  readonly created_at: string;
  readonly expires_at: string;
  readonly second_factor: boolean;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
}

export type People = ReturnType<typeof people>;

/**
 * What people do, each one statement: the functions of migrations/0007_people.sql, which alone may touch most of these tables.
 * Instants come as Postgres writes them.
 */
export function people(db: Database) {
  const rows = async <Row>(query: SQL): Promise<Row[]> => (await db.execute(query)).rows as Row[];
  /** The one value of a function. */
  async function value<T>(call: SQL): Promise<T> {
    const [row] = await rows<{ value: T }>(sql`select ${call} as value`);
    // A function without rows has exactly one.
    return (row as { value: T }).value;
  }
  const mailJson = ({ id, kind, sealed }: Mail) => sql`${JSON.stringify({ id, kind, sealed })}::jsonb`;
  const told = ({ id, payload }: UserAudit) => sql`${id}, ${payload}`;

  return {
    signUp: ({ token, ...row }: SignUpRow) =>
      value<"created" | "unverified" | "known">(
        sql`sign_up(${JSON.stringify({ ...row, token: token.hash, token_seconds: token.seconds })}::jsonb)`,
      ),
    /** @param choose in the place of `verify` where several have signed up with the address */
    resendVerification: (email: string, token: MailToken, { verify, choose }: { readonly verify: Mail; readonly choose: Mail }) =>
      value<void>(sql`resend_verification(${email}, ${token.hash}, ${token.seconds}, ${mailJson(verify)}, ${mailJson(choose)})`),
    /** @param mail to the old address, where this changes it */
    verifyEmail: (hash: string, mail: Mail, audit: UserAudit) =>
      value<"invalid" | "verified" | "changed">(sql`verify_email(${hash}, ${mailJson(mail)}, ${told(audit)})`),
    startEmailChange: (user: string, email: string, token: MailToken, mail: Mail, audit: UserAudit) =>
      value<void>(sql`start_email_change(${user}, ${email}, ${token.hash}, ${token.seconds}, ${mailJson(mail)}, ${told(audit)})`),
    forgotPassword: (email: string, token: MailToken, mail: Mail) =>
      value<void>(sql`forgot_password(${email}, ${token.hash}, ${token.seconds}, ${mailJson(mail)})`),
    /** Whose password that link resets. */
    resetEmail: (hash: string) => value<string | null>(sql`reset_email(${hash})`),
    resetPassword: (hash: string, password: string, mail: Mail, audit: UserAudit) =>
      value<boolean>(sql`reset_password(${hash}, ${password}, ${mailJson(mail)}, ${told(audit)})`),
    /** The stored form of the user's password. */
    passwordOf: async (user: string): Promise<string | undefined> =>
      (await rows<{ password: string }>(sql`select password from auth_account where user_id = ${user} and provider_id = 'credential'`))[0]
        ?.password,
    /** In the place of the same password hashed at another cost. */
    rehash: (before: string, after: string) => rows(sql`update auth_account set password = ${after} where password = ${before}`),
    /** @param current as it was verified @param session which stays; null: none */
    changePassword: (user: string, current: string, password: string, session: string | null, mail: Mail, audit: UserAudit) =>
      value<boolean>(sql`change_password(${user}, ${current}, ${password}, ${session}, ${mailJson(mail)}, ${told(audit)})`),

    /** The seed of a second factor that is not on yet. @returns false where one is on */
    prepareTotp: async (id: string, user: string, { secret, codes }: Seed, audit: UserAudit): Promise<boolean> => {
      const found =
        await rows(sql`with made as (insert into auth_two_factor (id, user_id, secret, backup_codes) values (${id}, ${user}, ${secret}, ${codes})
        on conflict (user_id) do update set secret = excluded.secret where not auth_two_factor.verified returning user_id)
        select audit_of_user(user_id, ${audit.id}, 'two_factor.started', ${audit.payload}) from made`);
      return found.length === 1;
    },
    totpSecret: async (user: string): Promise<{ secret: string; verified: boolean } | undefined> =>
      (await rows<{ secret: string; verified: boolean }>(sql`select secret, verified from auth_two_factor where user_id = ${user}`))[0],
    /** Seed and recovery codes, as they are kept, of the user with that address. */
    secondFactorOf: async (email: string): Promise<{ secret: string; codes: string } | undefined> =>
      (
        await rows<{ secret: string; codes: string }>(
          sql`select t.secret, t.backup_codes as codes from auth_two_factor t join auth_user u on u.id = t.user_id where u.email = ${email}`,
        )
      )[0],
    /** The same seed, sealed otherwise. */
    replaceSeed: (before: string, after: string) => rows(sql`update auth_two_factor set secret = ${after} where secret = ${before}`),
    enableTotp: (user: string, secret: string, codes: string, session: string | null, mail: Mail, audit: UserAudit) =>
      value<boolean>(sql`enable_totp(${user}, ${secret}, ${codes}, ${session}, ${mailJson(mail)}, ${told(audit)})`),
    disableTotp: (user: string, session: string | null, mail: Mail, audit: UserAudit) =>
      value<boolean>(sql`disable_totp(${user}, ${session}, ${mailJson(mail)}, ${told(audit)})`),
    renewRecoveryCodes: (user: string, codes: string, mail: Mail, audit: UserAudit) =>
      value<boolean>(sql`renew_recovery_codes(${user}, ${codes}, ${mailJson(mail)}, ${told(audit)})`),
    /** True for the first who comes with the key. */
    useOnce: (key: string, seconds: number) => value<boolean>(sql`use_once(${key}, ${seconds})`),

    /** How often all sign-ins of the user with that address have ended; null: there is none. */
    signInsEnded: async (email: string): Promise<number | null> =>
      (await rows<{ ended: number }>(sql`select sign_ins_ended as ended from auth_user where email = ${email}`))[0]?.ended ?? null,
    /** As `signedIn`, of a session just made; it ends if they have ended once more. @param session its token's hash */
    settleSignIn: async (session: string, ended: number | null, audit: UserAudit): Promise<SignedInRow | undefined> =>
      (await rows<SignedInRow>(sql`select * from settle_sign_in(${session}, ${ended}, ${told(audit)})`))[0],
    signedIn: async (session: string | null, family: string | null): Promise<SignedInRow | undefined> =>
      (await rows<SignedInRow>(sql`select * from signed_in(${session}, ${family})`))[0],
    /** Tells the audit log of the user with that address, if there is one. */
    auditOf: (email: string, action: string, { id, payload }: UserAudit) =>
      rows(sql`select audit_of_user(u.id, ${id}, ${action}, ${payload}) from auth_user u where u.email = ${email}`),
    sessions: (user: string) => rows<SessionRow>(sql`select * from sessions_of(${user})`),
    /** @param user null: whoever's it is */
    endSession: (user: string | null, id: string, audit: UserAudit) => value<boolean>(sql`end_session(${user}, ${id}, ${told(audit)})`),
    /** Counts as signed in anew from now on. */
    refreshSession: (id: string, secondFactor: boolean, audit: UserAudit) =>
      value<string | null>(sql`refresh_session(${id}, ${secondFactor}, ${told(audit)})`),

    /** @param session its token's hash @returns the user */
    exchangeSession: (session: string, family: { id: string; seconds: number }, refresh: MailToken, audit: UserAudit) =>
      value<string | null>(
        sql`exchange_session(${session}, ${family.id}, ${refresh.hash}, ${family.seconds}, ${refresh.seconds}, ${told(audit)})`,
      ),
    rotateRefresh: async (hash: string, next: MailToken, graceSeconds: number, audit: UserAudit) => {
      const [row] = await rows<{ outcome: "rotated" | "repeated" | "reuse" | "expired" | "unknown"; user_id: string | null }>(
        sql`select * from refresh_rotate(${hash}, ${next.hash}, ${next.seconds}, ${graceSeconds}, ${told(audit)})`,
      );
      return { outcome: row?.outcome ?? "unknown", userId: row?.user_id ?? null };
    },
    /** Deletes what has expired. */
    sweep: () => value<void>(sql`sweep_people()`),
  };
}
