import { AppError, type ErrorCode, errorCode } from "../../../../shared/errors.ts";
import { log } from "../../../platform/log.ts";
import { problem, type ProblemCode } from "../../../../shared/problems.ts";
import type { SignedIn } from "../../../platform/principal.ts";
import { type PeopleCtx, userAudit } from "../context.ts";
import { keyedHash } from "../keyed-hash.ts";
import type { Limit } from "./attempts.ts";

const QUARTER_HOUR_MS = 15 * 60 * 1000;
const GUESSES: Limit = { most: 10, windowMs: QUARTER_HOUR_MS };
/** Mails to one address that anyone can ask for. */
const MAILS: Limit = { most: 5, windowMs: QUARTER_HOUR_MS };
const DAY_MS = 24 * 60 * 60 * 1000;
/** Mails that somebody who has signed in sends to addresses of his choice, from all his organizations. */
const MAILS_OF_USER: Limit = { most: 50, windowMs: DAY_MS };
/** Of one user to one address; and of all of them: nobody alone can keep others from inviting it. */
const INVITATIONS: Limit = { most: 10, windowMs: DAY_MS };
const INVITATIONS_OF_ALL: Limit = { most: 100, windowMs: DAY_MS };

/** What counts against an account; anything else that goes wrong does not. */
const WRONG: ReadonlySet<ErrorCode> = new Set(["invalid_credentials", "second_factor_invalid"]);

/** What leaves a line in the log. */
const REFUSED: ReadonlySet<ErrorCode> = new Set([...WRONG, "second_factor_unreadable", "too_many_attempts"]);

/** Whose attempts are counted together. */
interface Account {
  /** What is attempted: of log lines and audit entries. */
  readonly verb: "sign_in" | "step_up";
  readonly purpose: string;
  readonly subject: string;
  readonly email: string;
}

/**
 * Runs what tries a password or a code. Ten failures in a quarter of an hour close the account to further ones, from wherever they
 * come and whether there is such an account or not; they are counted before the password is hashed.
 * @throws AppError `too_many_attempts`
 */
export const attempting = <T>(ctx: PeopleCtx, email: string, work: () => Promise<T>): Promise<T> =>
  logging(ctx, { verb: "sign_in", purpose: "guesses", subject: email, email }, work);

/**
 * The same of who has signed in, whose attempts count by themselves: else anybody who knows his address could keep him from what asks for
 * his password again. @throws AppError `too_many_attempts`
 */
export const attemptingAgain = <T>(ctx: PeopleCtx, { user: { id, email } }: SignedIn, work: () => Promise<T>): Promise<T> =>
  logging(ctx, { verb: "step_up", purpose: "own_guesses", subject: id, email }, work);

/** Leaves a line of each refusal, which names the account by the same hash wherever it was refused. */
async function logging<T>(ctx: PeopleCtx, account: Account, work: () => Promise<T>): Promise<T> {
  try {
    return await counting(ctx, account, work);
  } catch (error) {
    const code = errorCode(error);
    if (REFUSED.has(code)) {
      const hash = keyedHash(ctx.authSecrets[0], "guesses", account.email);
      log("warn", `${account.verb}.refused`, { request_id: ctx.client.requestId, code, account: hash });
    }
    throw error;
  }
}

async function counting<T>(ctx: PeopleCtx, account: Account, work: () => Promise<T>): Promise<T> {
  const { at, closes, forgive } = await begin(ctx, account.purpose, account.subject, GUESSES);
  try {
    const result = await work();
    await forgive(at);
    return result;
  } catch (error) {
    if (!WRONG.has(errorCode(error))) await forgive(at);
    else if (closes) tellOwner(ctx, account);
    throw error;
  }
}

/** The audit log of whose account was closed. Nobody waits for it, so that no answer takes longer where there is an account. */
function tellOwner(ctx: PeopleCtx, { verb, email }: Account): void {
  const told = ctx.db.auditOf(email, `user.${verb}_blocked`, userAudit(ctx, { attempts: GUESSES.most }));
  ctx.inBackground(told.catch((error: unknown) => log("error", "audit.block.failed", { request_id: ctx.client.requestId, error })));
}

/** Before a mail that anyone can have sent to anyone. @throws AppError `too_many_attempts` */
export const mailing = async (ctx: PeopleCtx, email: string): Promise<void> => void (await begin(ctx, "mails", email, MAILS));

/** Runs what invites. @throws AppError `rate_limited` */
export const inviting = <T>(ctx: Counting, me: SignedIn, email: string, work: () => Promise<T>): Promise<T> =>
  mailingBy(
    ctx,
    me,
    [
      () => begin(ctx, "invitations_to_address", `${me.user.id} ${email}`, INVITATIONS, ofMails("invitations_to_address", INVITATIONS)),
      // Who else has invited it is nobody's business.
      () => begin(ctx, "invitations_of_all", email, INVITATIONS_OF_ALL, (retryAfter) => new AppError("rate_limited", { retryAfter })),
    ],
    work,
  );

/** Runs what mails a link to another address of his. @throws AppError `rate_limited`, `too_many_attempts` */
export const changingAddress = <T>(ctx: Counting, me: SignedIn, email: string, work: () => Promise<T>): Promise<T> =>
  mailingBy(ctx, me, [() => begin(ctx, "mails", email, MAILS)], work);

/** Mails that somebody who has signed in sends to an address of his choice. Where it fails none was sent, and none counts. */
async function mailingBy<T>(ctx: Counting, { user }: SignedIn, further: readonly (() => Promise<Begun>)[], work: () => Promise<T>) {
  const begun = [await begin(ctx, "mails_of_user", user.id, MAILS_OF_USER, ofMails("mails_of_user", MAILS_OF_USER))];
  try {
    for (const next of further) begun.push(await next());
    return await work();
  } catch (error) {
    // What went wrong is what is told, also where a count cannot be taken back.
    await Promise.allSettled(begun.map(({ at, forgive }) => forgive(at)));
    throw error;
  }
}

const ofMails =
  (code: ProblemCode, { most: limit }: Limit) =>
  (retryAfter: number) =>
    new AppError("rate_limited", { retryAfter, problems: [problem(null, code, { limit, seconds: Math.ceil(retryAfter) })] });

/** What counting takes. */
type Counting = Pick<PeopleCtx, "attempts" | "authSecrets">;
type Begun = Awaited<ReturnType<typeof begin>>;

const tooMany = (seconds: number) => new AppError("too_many_attempts", { retryAfter: seconds });

async function begin(
  { attempts, authSecrets: [secret] }: Counting,
  purpose: string,
  subject: string,
  limit: Limit,
  refusal: (seconds: number) => AppError = tooMany,
) {
  const object = attempts.getByName(keyedHash(secret, purpose, subject));
  const begun = await object.begin(limit);
  if ("waitMs" in begun) throw refusal(begun.waitMs / 1000);
  return { ...begun, forgive: (at: number) => object.forgive(at) };
}
