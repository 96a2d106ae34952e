import { AppError } from "../../../../shared/errors.ts";
import type { SignedIn } from "../../../platform/principal.ts";
import type { PeopleCtx } from "../context.ts";
import { verifyPassword } from "./hash.ts";

/** @returns the stored form that it fits. @throws AppError `invalid_credentials` */
export async function verifyOwnPassword(ctx: PeopleCtx, { user }: SignedIn, password: string): Promise<string> {
  const stored = await ctx.db.passwordOf(user.id);
  if (stored === undefined || !verifyPassword(password, stored)) throw new AppError("invalid_credentials");
  return stored;
}
