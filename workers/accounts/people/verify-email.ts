import { AppError } from "../../../shared/errors.ts";
import { mailing } from "./attempts/throttle.ts";
import { noticeMail, type PeopleCtx, signUpMails, userAudit } from "./context.ts";
import { hashMailToken } from "./mails/mail-token.ts";
import { VERIFICATION_SECONDS } from "./sign-up.ts";

/** Follows the link of a sign-up, or to a new address. It signs nobody in. @throws AppError `token_invalid` */
export async function verifyEmail(ctx: PeopleCtx, token: string): Promise<void> {
  const outcome = await ctx.db.verifyEmail(hashMailToken(token), await noticeMail(ctx, "email_changed"), userAudit(ctx));
  if (outcome === "invalid") throw new AppError("token_invalid", { param: "token" });
}

/** Another link, if there is somebody who waits for one; the answer does not tell. @throws AppError `too_many_attempts` */
export async function resendVerification(ctx: PeopleCtx, email: string): Promise<void> {
  await mailing(ctx, email);
  const { token, ...mails } = await signUpMails(ctx, VERIFICATION_SECONDS);
  await ctx.db.resendVerification(email, token, mails);
}
