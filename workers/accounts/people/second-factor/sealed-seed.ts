import { symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { AppError } from "../../../../shared/errors.ts";
import type { AuthSecrets } from "../auth-secrets.ts";

/** As better-auth keeps it. */
export const sealSeed = ([current]: AuthSecrets, seed: string): Promise<string> => symmetricEncrypt({ key: current, data: seed });

/** @throws AppError `second_factor_unreadable` where none of the secrets opens it */
export async function openSeed([current, ...older]: AuthSecrets, sealed: string): Promise<string> {
  try {
    return await symmetricDecrypt({ key: current, data: sealed });
  } catch (error) {
    const [next, ...others] = older;
    if (next === undefined) throw new AppError("second_factor_unreadable", { param: "code", cause: error });
    return openSeed([next, ...others], sealed);
  }
}
