import { SOLICITAR_ROWS } from "./book/index.ts";
import { CHECKS } from "./checks/index.ts";
import { Comprobante } from "./comprobante.ts";
import { faultsOf, findingOf, inForce } from "./finding.ts";
import type { Check, Finding, Row, Subject } from "./rule.ts";
import { type Version, VERSIONS, versionOn } from "./versions.ts";

interface Rule {
  readonly row: Row;
  readonly check: Check;
}

/** What each version of the manual asks of one comprobante, in the order of its codes. */
const RULES = new Map((Object.keys(VERSIONS) as Version[]).map((version) => [version, rulesOn(VERSIONS[version])] as const));

function rulesOn(date: string): readonly Rule[] {
  return SOLICITAR_ROWS.filter((row) => !row.header && inForce(row, date)).flatMap((row) => {
    const check = CHECKS[row.code];
    return check ? [{ row, check }] : [];
  });
}

/** An inactive or limited receiver refuses a comprobante, and only observes a nota de crédito. */
const REJECTS_BUT_CREDIT_NOTES: ReadonlySet<number> = new Set([10247, 10248]);

/**
 * Everything that ARCA's table says of one comprobante, all findings at once, in the order of the table: what can be decided
 * from the comprobante, the day and the parameter tables; and, where a register is given, what that knows. Used before sending,
 * and by the sandbox in ARCA's place. Numbering is not looked at here.
 */
export function checkDetail(subject: Subject): Finding[] {
  const comprobante = new Comprobante(subject);
  const rules = RULES.get(versionOn(subject.asOf ?? subject.today)) ?? [];
  return rules.flatMap(({ row, check }) => {
    const answer = check(comprobante);
    if (answer === false) return [];
    const kind = comprobante.isCreditNote && REJECTS_BUT_CREDIT_NOTES.has(row.code) ? "observes" : row.kind;
    return faultsOf(answer).map((fault) => findingOf(row, fault, kind, comprobante));
  });
}
