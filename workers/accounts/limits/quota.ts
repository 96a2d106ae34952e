import { AppError, errorCode } from "../../../shared/errors.ts";
import { problem, type ProblemCode } from "../../../shared/problems.ts";

/** Says of `quota_exceeded`, which a guard in the database has said, what of and how many. Use as `.catch(quotaOf("api_keys_full", 100))`. */
export function quotaOf(code: ProblemCode, limit: number): (error: unknown) => never {
  return (error) => {
    if (errorCode(error) !== "quota_exceeded") throw error;
    throw new AppError("quota_exceeded", { problems: [problem(null, code, { limit })], cause: error });
  };
}
