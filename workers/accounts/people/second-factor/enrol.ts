import { randomBytes } from "node:crypto";
import { AppError } from "../../../../shared/errors.ts";
import { problem } from "../../../../shared/problems.ts";
import type { RecoveryCodes, TotpSecret } from "../../../../shared/schemas/people.ts";
import type { SignedIn } from "../../../platform/principal.ts";
import { attemptingAgain } from "../attempts/throttle.ts";
import { noticeMail, type PeopleCtx, userAudit } from "../context.ts";
import { passTotp } from "./check-totp.ts";
import { newRecoveryCodes, storedRecoveryCodes } from "./recovery-codes.ts";
import { sealSeed } from "./sealed-seed.ts";
import { base32, totpUri } from "./totp.ts";

/** 160 bits and more, as text: RFC 4226, 4. */
const SECRET_BYTES = 24;
const NO_CODES = "[]";

const refused = (code: "totp_already_enabled" | "totp_not_enabled" | "totp_not_started") =>
  new AppError("conflict", { problems: [problem(null, code)] });

/** A seed for an authenticator; it counts once a code of it was confirmed. @throws AppError `conflict` where the second factor is on */
export async function startTotp(ctx: PeopleCtx, { user }: SignedIn): Promise<TotpSecret> {
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const seed = { secret: await sealSeed(ctx.authSecrets, secret), codes: NO_CODES };
  if (!(await ctx.db.prepareTotp(ctx.newId("tfa"), user.id, seed, userAudit(ctx)))) throw refused("totp_already_enabled");
  return { object: "totp", secret: base32(secret), uri: totpUri(secret, user.email) };
}

/**
 * Turns the second factor on. All other sessions end, for they have not passed it.
 * @returns its recovery codes. @throws AppError `second_factor_invalid`, `conflict`, `too_many_attempts`
 */
export async function confirmTotp(ctx: PeopleCtx, me: SignedIn, code: string): Promise<RecoveryCodes> {
  const { user, sessionId } = me;
  const stored = await ctx.db.totpSecret(user.id);
  if (!stored) throw refused("totp_not_started");
  if (stored.verified) throw refused("totp_already_enabled");
  await attemptingAgain(ctx, me, () => passTotp(ctx, user.email, stored.secret, code));
  const codes = newRecoveryCodes();
  const kept = storedRecoveryCodes(ctx.authSecrets[0], codes);
  const mail = await noticeMail(ctx, "two_factor_enabled");
  if (!(await ctx.db.enableTotp(user.id, stored.secret, kept, sessionId ?? null, mail, userAudit(ctx)))) throw refused("totp_not_started");
  return { object: "recovery_codes", recovery_codes: codes };
}

/** All other sessions end. @throws AppError `conflict` where it is off */
export async function disableTotp(ctx: PeopleCtx, { user, sessionId }: SignedIn): Promise<void> {
  const mail = await noticeMail(ctx, "two_factor_disabled");
  if (!(await ctx.db.disableTotp(user.id, sessionId ?? null, mail, userAudit(ctx)))) throw refused("totp_not_enabled");
}

/** In the place of those there were. @throws AppError `conflict` where the second factor is off */
export async function renewRecoveryCodes(ctx: PeopleCtx, { user }: SignedIn): Promise<RecoveryCodes> {
  const codes = newRecoveryCodes();
  const mail = await noticeMail(ctx, "recovery_codes_renewed");
  const kept = storedRecoveryCodes(ctx.authSecrets[0], codes);
  if (!(await ctx.db.renewRecoveryCodes(user.id, kept, mail, userAudit(ctx)))) throw refused("totp_not_enabled");
  return { object: "recovery_codes", recovery_codes: codes };
}
