import { AppError } from "../../../../shared/errors.ts";
import type { PeopleCtx } from "../context.ts";
import { keyedHash } from "../keyed-hash.ts";
import { TOTP_LIFE_S } from "./totp.ts";

/**
 * Takes a code before it is verified, so that of two who come with the same one, at once or within its life, one is refused
 * (ASVS 5, 6.5.1). A wrong one that was taken harms nobody.
 * @throws AppError `second_factor_invalid`
 */
export async function claimTotp({ db, authSecrets }: PeopleCtx, email: string, code: string): Promise<void> {
  // Under each secret: an isolate that does not know the newest one yet claims it under the one before.
  for (const secret of authSecrets) {
    if (!(await db.useOnce(keyedHash(secret, "totp_code", email, code), TOTP_LIFE_S))) {
      throw new AppError("second_factor_invalid", { param: "code" });
    }
  }
}
