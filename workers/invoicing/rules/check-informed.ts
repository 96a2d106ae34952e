import { BOOK } from "./book/index.ts";
import { CHECKS } from "./checks/index.ts";
import { INFORMED_CHECKS } from "./checks/informed.ts";
import { faultsOf, findingOf, inForce } from "./finding.ts";
import { InformedComprobante, type InformedSubject } from "./informed.ts";
import type { Check, Finding, Row } from "./rule.ts";

/** The check of a row of FECAEARegInformativo: its own, or that of the row it is a twin of. */
export function informedCheck({ code, variant, as }: Row): Check<InformedComprobante> | undefined {
  return INFORMED_CHECKS[`${code}/${variant}`] ?? (as === undefined ? undefined : CHECKS[as]);
}

const RULES = BOOK.filter(({ operation, header }) => operation === "FECAEARegInformativo" && !header).flatMap((row) => {
  const check = informedCheck(row);
  return check ? [{ row, check }] : [];
});

/**
 * What the table says of a comprobante that was issued with a CAEA and is now reported. Its number and the date of the one
 * before it are not looked at here.
 */
export function checkInformed(subject: InformedSubject): Finding[] {
  const comprobante = new InformedComprobante(subject);
  const on = subject.asOf ?? subject.today;
  return RULES.filter(({ row }) => inForce(row, on)).flatMap(({ row, check }) =>
    faultsOf(check(comprobante)).map((fault) => findingOf(row, fault, row.kind, comprobante)),
  );
}
