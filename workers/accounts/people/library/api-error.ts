import { AppError, type ErrorCode } from "../../../../shared/errors.ts";

/** Answers of better-auth that are the caller's business. All others are faults of ours. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  INVALID_EMAIL: "invalid_credentials",
  INVALID_EMAIL_OR_PASSWORD: "invalid_credentials",
  EMAIL_NOT_VERIFIED: "email_not_verified",
  INVALID_CODE: "second_factor_invalid",
  INVALID_BACKUP_CODE: "second_factor_invalid",
  INVALID_TWO_FACTOR_COOKIE: "second_factor_invalid",
  TOTP_NOT_ENABLED: "second_factor_invalid",
  BACKUP_CODES_NOT_ENABLED: "second_factor_invalid",
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: "too_many_attempts",
  ACCOUNT_TEMPORARILY_LOCKED: "too_many_attempts",
};

/** Of its own lock on second factors. */
const LOCK_S = 15 * 60;

/** Its errors in our terms; what it did not throw itself (a database that is away) passes as it is. */
export async function translated<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { code, conflict } = answerOf(error);
    const ours = conflict ? "second_factor_invalid" : CODES[code ?? ""];
    if (ours === undefined) throw error;
    throw new AppError(ours, { cause: error, ...(ours === "too_many_attempts" && { retryAfter: LOCK_S }) });
  }
}

/** By its shape. A conflict is a recovery code that another request has just used up. */
function answerOf(error: unknown): { code?: string; conflict: boolean } {
  if (!(error instanceof Error) || error.name !== "APIError") return { conflict: false };
  const { body, status } = error as Error & { body?: { code?: string }; status?: unknown };
  return { ...(body?.code !== undefined && { code: body.code }), conflict: status === "CONFLICT" };
}
