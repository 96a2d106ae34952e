import type { z } from "@hono/zod-openapi";
import en from "zod/v4/locales/en.js";
import es from "zod/v4/locales/es.js";
import { AppError, type Problem } from "../../shared/errors.ts";
import { paramOf, problem, PROBLEMS, type ProblemCode } from "../../shared/problems.ts";
import { reworded } from "./reworded.ts";
import { plainIssues } from "./unions.ts";

type Issue = z.core.$ZodIssue;

const english = en().localeError;
const spanish = es().localeError;

/** A body of 1 MiB can hold 50,000 faults; nobody reads more than this. */
const MAX_PROBLEMS = 1000;

/**
 * All that is wrong with a part of a request, at once.
 * @param input what was validated, as it came: Zod's issues do not say what they found
 * @param before problems of another part of the same request
 */
export function invalidRequest(issues: readonly Issue[], input: unknown, before: readonly Problem[] = []): AppError {
  const problems = plainIssues(issues).flatMap((issue) => toProblems(issue, input));
  return new AppError("invalid_request", { problems: [...before, ...problems].slice(0, MAX_PROBLEMS) });
}

function toProblems(issue: Issue, input: unknown): Problem[] {
  const param = paramOf(issue.path);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => problem(paramOf([...issue.path, key]), "unknown_field"));
  const own = issue.code === "custom" ? ownProblem(param, issue.params) : undefined;
  if (own) return [own];
  const value = valueAt(input, issue.path);
  if (value === undefined) return [problem(param, "required")];
  const ours = reworded(param, issue);
  if (ours) return [ours];
  return [{ param, code: issue.code, message: say(english, issue, value), message_es: say(spanish, issue, value) }];
}

/** A check that `check()` of shared/schemas/fields.ts has marked with its row of PROBLEMS. */
function ownProblem(param: string | null, params: Record<string, unknown> | undefined): Problem | undefined {
  const code = params?.["code"];
  if (typeof code !== "string" || !Object.hasOwn(PROBLEMS, code)) return undefined;
  return problem(param, code as ProblemCode, params?.["values"] as Record<string, string | number> | undefined);
}

function say(localeError: z.core.$ZodErrorMap, issue: Issue, input: unknown): string {
  // What a locale reads of an issue is its own fields and `input`, and these are all there.
  const text = localeError({ ...issue, input } as z.core.$ZodRawIssue);
  return (typeof text === "object" ? text?.message : text) ?? issue.message;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    input,
  );
}
