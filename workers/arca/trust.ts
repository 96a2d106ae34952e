import { ArcaError } from "./errors.ts";
import type { ReadPolicy } from "./schema/index.ts";

/** An answer that is not what it should be: nothing can be concluded from it. `place` is a path of element names. */
export function unexpected(operation: string, place: string, why = "is missing or is not what it should be"): never {
  throw new ArcaError({ code: "unexpected_answer", certainty: "unknown", operation, detail: `${place} ${why}` });
}

/** Believes nothing of ARCA's: whatever its types demand and is not there is an ArcaError `unexpected_answer` that names it. */
export const strict = (operation: string): ReadPolicy => ({
  missing: (scalar, path) => unexpected(operation, path, `is missing: a ${scalar} was expected`),
  missingElement: (path) => unexpected(operation, path, "is missing"),
  mismatch: (scalar, text, path) => unexpected(operation, path, `is no ${scalar}: ${text.slice(0, 40)}`),
});

/** For what ARCA's types leave optional and its manuals promise. */
export const need = <T>(operation: string, place: string, value: T | undefined): T =>
  value === undefined ? unexpected(operation, place, "is missing") : value;

export function oneOf<const T extends string>(operation: string, place: string, value: string | undefined, values: readonly T[]): T {
  return values.find((candidate) => candidate === value) ?? unexpected(operation, place);
}
