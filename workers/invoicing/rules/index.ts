import { AMOUNT_RULES } from "./amounts.ts";
import { DATE_RULES } from "./dates.ts";
import { IVA_RULES } from "./iva.ts";
import { messageProblem } from "./problems.ts";
import { RECEIVER_RULES } from "./receiver.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

export { classOf } from "./classes.ts";
export { windowDays } from "./dates.ts";
export { findingProblem } from "./problems.ts";
export type { Finding, Subject } from "./rule.ts";

const RULES: readonly Rule[] = [...RECEIVER_RULES, ...DATE_RULES, ...AMOUNT_RULES, ...IVA_RULES];

/**
 * Everything that ARCA's table says of one comprobante and that needs no register of ARCA's: all findings at once, in the
 * order of the table. Used before sending, and by the sandbox in ARCA's place. Numbering is not looked at here.
 */
export function checkDetail(subject: Subject): Finding[] {
  return RULES.filter((rule) => (rule.appliesTo?.(subject) ?? true) && !rule.holds(subject))
    .map(({ code, rejects, fields, wire, en, es }) => ({ code, rejects, fields, wire, en, es }))
    .toSorted((a, b) => a.code - b.code);
}

/** An error or observation of ARCA's, as the API tells it. */
export const arcaProblem = (message: { code: number; message: string }) => messageProblem(RULES, message);
