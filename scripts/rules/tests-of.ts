import { CALL_CASES } from "../../tests/rules/cases/calls.ts";
import { HEADER_CASES, INFORMED_HEADER_CASES } from "../../tests/rules/cases/header.ts";
import { DETAIL_CASES } from "../../tests/rules/cases/index.ts";
import { INFORMED_CASES } from "../../tests/rules/cases/informed.ts";
import { REGISTER_CASES } from "../../tests/rules/cases/register.ts";
import type { Row } from "../../workers/invoicing/rules/rule.ts";

const has = (cases: Readonly<Record<string, readonly unknown[]>>, key: string | number): boolean => (cases[key]?.length ?? 0) > 0;

/** The test that breaks and keeps a rule: file › suite › name; undefined: there is none. */
export function testOf({ operation, code, variant, header, class: cls }: Row): string | undefined {
  if (header) {
    const cases = operation === "FECAESolicitar" ? HEADER_CASES : INFORMED_HEADER_CASES;
    return has(cases, code) ? `requests › the header of ${operation} › ${code}` : undefined;
  }
  switch (operation) {
    case "FECAESolicitar":
      if (cls === "register") return has(REGISTER_CASES, code) ? `register › ${code}` : undefined;
      return has(DETAIL_CASES, code) ? `detail › ${code}` : undefined;
    case "FECAEARegInformativo":
      return has(INFORMED_CASES, `${code}/${variant}`) ? `informed › ${code}/${variant}` : undefined;
    default:
      return has(CALL_CASES, `${operation}/${code}`) ? `requests › the other operations › ${operation}/${code}` : undefined;
  }
}
