import type { z } from "@hono/zod-openapi";

type Issue = z.core.$ZodIssue;

/**
 * A value that fits no branch of a union has as many faults as branches, most of them beside the point. What is said is what
 * the likeliest branch says: one that takes that kind of value, with the fewest faults. Where none does, and some list what they
 * would take, the lists are joined.
 * @returns issues without unions, with paths from where the given one's begins
 */
export function withoutUnions(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const branches = issue.errors.map((branch) => branch.flatMap(withoutUnions));
  const [likeliest] = branches.filter((branch) => !branch.some(isOtherKind)).toSorted((left, right) => left.length - right.length);
  const inner = likeliest ?? joined(branches.flat().filter(isOtherKind));
  return inner.map((found) => ({ ...found, path: [...issue.path, ...found.path] }));
}

const isOtherKind = ({ path, code }: Issue): boolean => path.length === 0 && (code === "invalid_type" || code === "invalid_value");

function joined(issues: readonly Issue[]): Issue[] {
  const lists = issues.filter((issue) => issue.code === "invalid_value");
  const [first] = lists;
  return first ? [{ ...first, values: lists.flatMap((issue) => issue.values) }] : issues.slice(0, 1);
}
