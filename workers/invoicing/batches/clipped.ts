import type { Problem } from "../../../shared/errors.ts";
import type { Failure } from "./batch.ts";

/** Of one item: a thousand items, each with a thousand faults, are more than anybody can read or store. */
const MAX_PROBLEMS = 25;
/** A path is made of names that the caller has given. */
const MAX_PARAM = 200;

/** What is said of an item, as far as it is of use. */
export function clipped(failure: Failure): Failure {
  const { problems } = failure;
  return problems ? { ...failure, problems: problems.slice(0, MAX_PROBLEMS).map(clip) } : failure;
}

function clip(problem: Problem): Problem {
  const { param } = problem;
  return param !== null && param.length > MAX_PARAM ? { ...problem, param: `${param.slice(0, MAX_PARAM)}…` } : problem;
}
