import { type Database, openDatabase } from "../db/database.ts";

/** What signing people in takes of the environment. */
export interface PeoplePorts {
  readonly database: Database;
  /** Objects that count attempts, one per account. */
  readonly attempts: Env["AUTH_LIMIT"];
  /** Signs cookies, encrypts TOTP seeds, keys the hashes of codes and refresh tokens: see `parseAuthSecrets`. */
  readonly authSecret: string;
  /** Key pairs of access tokens: see `parseTokenKeys`. */
  readonly tokenKeys: string;
  /** Seals mails: a ring of workers/platform/seal.ts. */
  readonly mailKeys: string;
  /** Where ranges of breached passwords are; empty: nobody is asked. */
  readonly rangeUrl: string;
}

export const peoplePorts = (env: Env): PeoplePorts => ({
  database: openDatabase(env.DATABASE_URL),
  attempts: env.AUTH_LIMIT,
  authSecret: env.AUTH_SECRET,
  tokenKeys: env.TOKEN_KEYS,
  mailKeys: env.MAIL_KEYS,
  rangeUrl: env.PASSWORD_RANGE_URL,
});
