import type { z } from "@hono/zod-openapi";
import type { Problem } from "../../shared/errors.ts";
import { problem, type ProblemCode } from "../../shared/problems.ts";

/** More choices than that are no help in a sentence. */
const MAX_CHOICES = 12;

/** Limits and choices in words of our own; the code stays Zod's. undefined: Zod's words will do. */
export function reworded(param: string | null, issue: z.core.$ZodIssue): Problem | undefined {
  const found = wordingOf(issue);
  return found && { ...problem(param, found.row, found.values), code: issue.code };
}

interface Wording {
  readonly row: ProblemCode;
  readonly values?: Record<string, string | number>;
}

function wordingOf(issue: z.core.$ZodIssue): Wording | undefined {
  if (issue.code === "too_small") return tooSmall(issue.origin, Number(issue.minimum));
  if (issue.code === "too_big") return tooBig(issue.origin, Number(issue.maximum));
  return issue.code === "invalid_value" ? choiceOf(issue.values) : undefined;
}

function tooSmall(origin: string, limit: number): Wording {
  if (origin === "string") return limit === 1 ? { row: "text_empty" } : { row: "text_too_short", values: { limit } };
  if (origin === "array") return limit === 1 ? { row: "list_empty" } : { row: "list_too_short", values: { limit } };
  return { row: "number_too_small", values: { limit } };
}

function tooBig(origin: string, limit: number): Wording {
  if (origin === "string") return { row: "text_too_long", values: { limit } };
  return { row: origin === "array" ? "list_too_long" : "number_too_big", values: { limit } };
}

/** What has a name may be given by ARCA's number too: the names are enough. */
function choiceOf(values: readonly z.core.util.Primitive[]): Wording {
  const names = values.filter((value) => typeof value === "string");
  const listed = [...new Set(names.length > 0 ? names : values)];
  if (listed.length > MAX_CHOICES) return { row: "choice_of_many", values: { count: listed.length } };
  return {
    row: "choice",
    values: { choices: listed.map((value) => (typeof value === "string" ? `"${value}"` : String(value))).join(", ") },
  };
}
