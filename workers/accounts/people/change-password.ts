import { AppError } from "../../../shared/errors.ts";
import type { ChangePasswordInput, ResetPasswordInput } from "../../../shared/schemas/people.ts";
import type { SignedIn } from "../../platform/principal.ts";
import { attemptingAgain, changingAddress, mailing } from "./attempts/throttle.ts";
import { linkMail, noticeMail, type PeopleCtx, userAudit } from "./context.ts";
import { hashMailToken } from "./mails/mail-token.ts";
import { checkPassword } from "./passwords/check.ts";
import { hashPassword } from "./passwords/hash.ts";
import { verifyOwnPassword } from "./passwords/verify-own.ts";

const RESET_SECONDS = 30 * 60;
const CHANGE_EMAIL_SECONDS = 60 * 60;

/** A link to choose another password, if the address has a user; the answer does not tell. @throws AppError `too_many_attempts` */
export async function forgotPassword(ctx: PeopleCtx, email: string): Promise<void> {
  await mailing(ctx, email);
  const { token, mail } = await linkMail(ctx, "reset_password", RESET_SECONDS);
  await ctx.db.forgotPassword(email, token, mail);
}

/** All sessions end; the second factor stays. A refused password leaves the link good. @throws AppError `token_invalid`, `password_too_weak` */
export async function resetPassword(ctx: PeopleCtx, { token, password }: ResetPasswordInput): Promise<void> {
  const hash = hashMailToken(token);
  const email = await ctx.db.resetEmail(hash);
  if (email === null) throw new AppError("token_invalid", { param: "token" });
  await checkPassword(password, email, ctx.rangeUrl);
  const changed = await ctx.db.resetPassword(hash, hashPassword(password), await noticeMail(ctx, "password_changed"), userAudit(ctx));
  if (!changed) throw new AppError("token_invalid", { param: "token" });
}

/** All other sessions end, and all families of tokens. @throws AppError `invalid_credentials`, `password_too_weak`, `conflict`, `too_many_attempts` */
export async function changePassword(ctx: PeopleCtx, me: SignedIn, input: ChangePasswordInput): Promise<void> {
  const { user, sessionId } = me;
  const current = await attemptingAgain(ctx, me, () => verifyOwnPassword(ctx, me, input.current_password));
  await checkPassword(input.password, user.email, ctx.rangeUrl);
  const mail = await noticeMail(ctx, "password_changed");
  const changed = await ctx.db.changePassword(user.id, current, hashPassword(input.password), sessionId ?? null, mail, userAudit(ctx));
  if (!changed) throw new AppError("conflict", { param: "current_password" });
}

/** A link to the new address, which counts once it was followed; the old one is told then. @throws AppError `rate_limited`, `too_many_attempts` */
export async function changeEmail(ctx: PeopleCtx, me: SignedIn, email: string): Promise<void> {
  await changingAddress(ctx, me, email, async () => {
    const { token, mail } = await linkMail(ctx, "change_email", CHANGE_EMAIL_SECONDS);
    await ctx.db.startEmailChange(me.user.id, email, token, mail, userAudit(ctx));
  });
}
