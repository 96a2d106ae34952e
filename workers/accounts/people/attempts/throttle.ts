import { AppError, type ErrorCode, errorCode } from "../../../../shared/errors.ts";
import type { PeopleCtx } from "../context.ts";
import { keyedHash } from "../keyed-hash.ts";
import type { Limit } from "./attempts.ts";

const QUARTER_HOUR_MS = 15 * 60 * 1000;
const GUESSES: Limit = { most: 10, windowMs: QUARTER_HOUR_MS };
/** Mails to one address that anyone can ask for. */
const MAILS: Limit = { most: 5, windowMs: QUARTER_HOUR_MS };

/** What counts against an account; anything else that goes wrong does not. */
const WRONG: ReadonlySet<ErrorCode> = new Set(["invalid_credentials", "second_factor_invalid"]);

/**
 * Runs what tries a password or a code. Ten failures in a quarter of an hour close the account to further ones, from wherever they
 * come and whether there is such an account or not; they are counted before the password is hashed.
 * @throws AppError `too_many_attempts`
 */
export async function attempting<T>(ctx: PeopleCtx, email: string, work: () => Promise<T>): Promise<T> {
  const { at, forgive } = await begin(ctx, "guesses", email, GUESSES);
  try {
    const result = await work();
    await forgive(at);
    return result;
  } catch (error) {
    if (!WRONG.has(errorCode(error))) await forgive(at);
    throw error;
  }
}

/** Before a mail that anyone can have sent to anyone. @throws AppError `too_many_attempts` */
export const mailing = async (ctx: PeopleCtx, email: string): Promise<void> => void (await begin(ctx, "mails", email, MAILS));

async function begin({ attempts, authSecrets: [secret] }: PeopleCtx, purpose: string, email: string, limit: Limit) {
  const object = attempts.getByName(keyedHash(secret, purpose, email));
  const begun = await object.begin(limit);
  if ("waitMs" in begun) throw new AppError("too_many_attempts", { retryAfter: begun.waitMs / 1000 });
  return { at: begun.at, forgive: (at: number) => object.forgive(at) };
}
