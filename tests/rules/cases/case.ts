import type { Parameters, Subject } from "../../../workers/invoicing/rules/index.ts";
import { type Change, edit, knowing } from "../comprobantes.ts";

/** A comprobante that breaks a rule, beside one that keeps it. */
export interface Case {
  readonly breaks: Subject;
  readonly keeps: Subject;
}

/** Cases by the code that they break. */
export type Cases = Readonly<Record<number, readonly Case[]>>;

/** One change to a comprobante that keeps the rule. */
export const breaking = (keeps: Subject, change: Change, more: Partial<Subject> = {}): Case => ({
  keeps,
  breaks: edit(keeps, change, more),
});

/** The same, of a rule that is asked only with a table that is not shipped. */
export const breakingKnown = (given: Subject, parameters: Partial<Parameters>, change: Change, more: Partial<Subject> = {}): Case =>
  breaking(knowing(given, parameters), change, more);
