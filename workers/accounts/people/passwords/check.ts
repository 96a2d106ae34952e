import { AppError } from "../../../../shared/errors.ts";
import { problem, type ProblemCode } from "../../../../shared/problems.ts";
import { isBreached } from "./breached.ts";
import { isCommonPassword } from "./common.ts";

/** The part of an address before its `@`, if it is long enough to mean anything. */
const MIN_NAME = 4;

/** What a new password may not be, beside too short or too long, which its schema says. @throws AppError `password_too_weak` */
export async function checkPassword(password: string, email: string, rangeUrl: string): Promise<void> {
  const fault = faultOf(password, email) ?? ((await isBreached(rangeUrl, password)) ? "password_breached" : undefined);
  if (fault) throw new AppError("password_too_weak", { param: "password", problems: [problem("password", fault)] });
}

function faultOf(password: string, email: string): ProblemCode | undefined {
  const lower = password.toLowerCase();
  const [name = ""] = email.split("@");
  if (lower.includes(email) || (name.length >= MIN_NAME && lower.includes(name))) return "password_contains_email";
  return isCommonPassword(password) ? "password_common" : undefined;
}
