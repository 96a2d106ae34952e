import { describe, expect, test } from "vitest";
import { checkDetail, type Subject } from "../../workers/invoicing/rules/index.ts";
import { REGISTER_CASES } from "./cases/register.ts";
import { CUSTOMER, facturaA, notaCreditoA } from "./comprobantes.ts";

const codesOf = (subject: Subject): number[] => checkDetail(subject).map(({ code }) => code);

describe("FECAESolicitar, with ARCA's register at hand", () => {
  test.each(Object.entries(REGISTER_CASES))("%s", (code, cases) => {
    for (const { breaks, keeps } of cases) {
      expect(codesOf(breaks)).toContain(Number(code));
      expect(codesOf(keeps)).not.toContain(Number(code));
      expect(codesOf({ ...breaks, register: undefined })).not.toContain(Number(code));
    }
  });

  test("an inactive receiver refuses a factura and only observes a nota de crédito", () => {
    const register = { taxpayer: (number: string) => ({ active: number !== CUSTOMER, iva: true }) };
    const severity = (subject: Subject) => checkDetail({ ...subject, register }).find(({ code }) => code === 10247)?.rejects;
    expect(severity(facturaA)).toBe(true);
    expect(severity(notaCreditoA)).toBe(false);
  });
});
