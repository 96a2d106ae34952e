import { AppError } from "../../../../shared/errors.ts";
import type { SignedIn } from "../../../platform/principal.ts";
import type { PeopleCtx } from "../context.ts";
import { claimTotp } from "./claim-totp.ts";
import { openSeed } from "./sealed-seed.ts";
import { matchesTotp } from "./totp.ts";

/** A code of his second factor, which is on. @throws AppError `second_factor_invalid`, `second_factor_unreadable` */
export async function checkTotp(ctx: PeopleCtx, { user }: SignedIn, typed: string): Promise<void> {
  const stored = await ctx.db.totpSecret(user.id);
  if (!stored?.verified) throw new AppError("second_factor_invalid", { param: "code" });
  await passTotp(ctx, user.email, stored.secret, typed);
}

/** @param sealed the seed, as the database has it. @throws AppError `second_factor_invalid`, `second_factor_unreadable` */
export async function passTotp(ctx: PeopleCtx, email: string, sealed: string, typed: string): Promise<void> {
  const code = typed.replaceAll(/\s/g, "");
  const secret = await openSeed(ctx.authSecrets, sealed);
  await claimTotp(ctx, email, code);
  if (!matchesTotp(secret, code, ctx.now())) throw new AppError("second_factor_invalid", { param: "code" });
}
