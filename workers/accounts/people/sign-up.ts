import type { SignUpInput } from "../../../shared/schemas/people.ts";
import { auditPayload } from "../../db/audit.ts";
import { mailing } from "./attempts/throttle.ts";
import { noticeMail, type PeopleCtx, signUpMails, userAudit } from "./context.ts";
import { checkPassword } from "./passwords/check.ts";
import { hashPassword } from "./passwords/hash.ts";

export const VERIFICATION_SECONDS = 24 * 60 * 60;

/**
 * User, organization and its owner in one statement. Whether the address has a user already, only its mailbox learns: the same is
 * done and answered, in about the same time.
 * @throws AppError `password_too_weak`, `too_many_attempts`
 */
export async function signUp(ctx: PeopleCtx, { email, password, name, organization_name }: SignUpInput): Promise<void> {
  await checkPassword(password, email, ctx.rangeUrl);
  await mailing(ctx, email);
  const [user, organization] = [ctx.newId("usr"), { id: ctx.newId("org"), name: organization_name }];
  const change = { request_id: ctx.client.requestId };
  await ctx.db.signUp({
    user: { id: user, email, name, language: ctx.client.language },
    account: ctx.newId("acc"),
    password: hashPassword(password),
    organization,
    ...(await signUpMails(ctx, VERIFICATION_SECONDS)),
    known: await noticeMail(ctx, "already_registered"),
    audit: [
      auditPayload({ id: ctx.newId("aud"), actor: user, action: "user.signed_up", target: user, change }),
      auditPayload({
        id: ctx.newId("aud"),
        actor: user,
        action: "organization.created",
        target: organization.id,
        change: { ...change, name: organization_name },
      }),
    ],
    again: userAudit(ctx, { name: organization_name }),
  });
}
