import { AppError } from "../../../shared/errors.ts";
import type { SignedInSession, SignInInput } from "../../../shared/schemas/people.ts";
import { attempting } from "./attempts/throttle.ts";
import { type PeopleCtx, userAudit } from "./context.ts";
import type { Passed } from "./library/library.ts";
import { readSetCookie } from "./library/session-cookie.ts";
import { isRecoveryCode } from "./second-factor/recovery-codes.ts";
import { claimTotp } from "./second-factor/claim-totp.ts";
import { hashAsStored, renewSeed } from "./second-factor/of-older-secrets.ts";
import { isTotp } from "./second-factor/totp.ts";
import { toSignedInSession } from "./to-session.ts";

interface SignedInNow {
  /** Hash of its token. */
  readonly token: string;
  /** The header that gives it to a browser. */
  readonly setCookie: string;
  readonly session: SignedInSession;
}

/**
 * @throws AppError `invalid_credentials`, `email_not_verified`, `second_factor_required` where the password was right and a code is
 * missing, `second_factor_invalid`, `second_factor_unreadable`, `too_many_attempts`
 */
export async function signIn(ctx: PeopleCtx, { email, password, code }: SignInInput): Promise<SignedInNow> {
  const { ended, setCookie } = await attempting(ctx, email, async () => {
    // Before the password is looked at: whoever changes it from here on ends this sign-in with all others.
    const before = await ctx.db.signInsEnded(email);
    const headers = clientHeaders(ctx);
    const library = await ctx.library();
    const first = await library.signIn({ email, password }, headers);
    const passed = "setCookie" in first ? first : await passSecond(ctx, email, code, first.challenge, headers);
    if (!("setCookie" in passed)) throw new Error("a second challenge");
    return { ended: before, setCookie: passed.setCookie };
  });
  const token = readSetCookie(setCookie, ctx.authSecrets);
  const row = await ctx.db.settleSignIn(token, ended, userAudit(ctx));
  if (!row) throw new AppError("invalid_credentials");
  return { token, setCookie, session: toSignedInSession(row) };
}

async function passSecond(ctx: PeopleCtx, email: string, code: string | undefined, challenge: string, headers: Headers): Promise<Passed> {
  const typed = code?.replaceAll(/\s/g, "");
  if (typed === undefined) throw new AppError("second_factor_required", { param: "code" });
  const library = await ctx.library();
  if (isTotp(typed)) {
    await renewSeed(ctx, email);
    await claimTotp(ctx, email, typed);
    return library.verifyTotp(typed, challenge, headers);
  }
  if (!isRecoveryCode(typed)) throw new AppError("second_factor_invalid", { param: "code" });
  return library.verifyRecoveryCode(await hashAsStored(ctx, email, typed), challenge, headers);
}

/** What the session is to remember of where it began. */
function clientHeaders({ client }: PeopleCtx): Headers {
  const headers = new Headers();
  if (client.address !== undefined) headers.set("cf-connecting-ip", client.address);
  if (client.userAgent !== undefined) headers.set("user-agent", client.userAgent);
  return headers;
}
