import type { z } from "@hono/zod-openapi";
import type { ProblemCode } from "../../shared/problems.ts";

type Issue = z.core.$ZodIssue;

/**
 * What is worth saying of a part of a request. A value that fits no branch of a union has as many faults as branches, most of them
 * beside the point: what is said is what the likeliest branch says. And Zod measures whatever has a length, also where it is not the
 * kind of value that was wanted.
 * @returns issues without unions
 */
export function plainIssues(issues: readonly Issue[]): Issue[] {
  const plain = issues.flatMap(withoutUnion);
  const ofOtherKind = new Set(plain.filter(({ code }) => code === "invalid_type").map(placeOf));
  return plain.filter((issue) => issue.code === "invalid_type" || !ofOtherKind.has(placeOf(issue)));
}

const placeOf = ({ path }: Issue): string => JSON.stringify(path);

/**
 * The likeliest branch takes that kind of value, with the fewest faults. Where none does, and some list what they would take, the
 * lists are joined.
 */
function withoutUnion(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const branches = issue.errors.map(plainIssues);
  const [likeliest, ...others] = branches
    .filter((branch) => !branch.some(isOtherKind))
    .toSorted((left, right) => left.length - right.length);
  const inner = likeliest ? likeliest.flatMap((found) => withRivals(found, others)) : joined(branches.flat().filter(isOtherKind));
  return inner.map((found) => ({ ...found, path: [...issue.path, ...found.path] }));
}

const isOtherKind = ({ path, code }: Issue): boolean => path.length === 0 && (code === "invalid_type" || code === "invalid_value");

function joined(issues: readonly Issue[]): Issue[] {
  const lists = issues.filter((issue) => issue.code === "invalid_value");
  const [first] = lists;
  return first ? [{ ...first, values: lists.flatMap((issue) => issue.values) }] : issues.slice(0, 1);
}

/** A field that the likeliest branch does not know, and another branch does, is no unknown field: the two do not go together. */
function withRivals(found: Issue, others: readonly (readonly Issue[])[]): Issue[] {
  if (found.code !== "unrecognized_keys" || found.path.length > 0) return [found];
  const rivals = others.map(unknownTo).filter((unknown) => unknown.length > 0);
  const rivalsOf = (key: string): string[] =>
    (rivals.find((unknown) => !unknown.includes(key)) ?? []).filter((one) => !found.keys.includes(one));
  const keys = found.keys.filter((key) => rivalsOf(key).length === 0);
  const apart = found.keys.filter((key) => !keys.includes(key)).map((key) => notTogether(key, rivalsOf(key)));
  return [...apart, ...(keys.length > 0 ? [{ ...found, keys }] : [])];
}

const unknownTo = (branch: readonly Issue[]): string[] =>
  branch.flatMap((issue) => (issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys : []));

/** As `check()` of shared/schemas/fields.ts marks an issue with its row of PROBLEMS. */
function notTogether(key: string, rivals: readonly string[]): Issue {
  const code: ProblemCode = "not_together";
  const fields = rivals.map((one) => `\`${one}\``).join(", ");
  return { code: "custom", path: [key], message: code, params: { code, values: { fields } } };
}
