import { newId } from "../../shared/ids.ts";
import { type Database, openDatabase } from "../db/database.ts";
import { type KeyRing, parseKeyRing } from "./seal.ts";

/** What ending a key that was found in public takes: whose it is, nobody knows before. */
export interface LeakPorts {
  readonly database: Database;
  readonly keyKeepers: Env["API_KEY_KEEPERS"];
  /** Base64. */
  readonly apiKeyPepper: string;
  readonly mailKeys: () => KeyRing;
  readonly now: () => Date;
  readonly newId: typeof newId;
  readonly requestId: string;
}

export const leakPorts = (env: Env, requestId: string): LeakPorts => ({
  database: openDatabase(env.DATABASE_URL),
  keyKeepers: env.API_KEY_KEEPERS,
  apiKeyPepper: env.API_KEY_PEPPER,
  mailKeys: () => parseKeyRing(env.MAIL_KEYS),
  now: () => new Date(),
  newId,
  requestId,
});
