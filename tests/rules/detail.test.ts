import { describe, expect, test } from "vitest";
import { BOOK } from "../../workers/invoicing/rules/book/index.ts";
import { checkDetail, type Subject } from "../../workers/invoicing/rules/index.ts";
import { FCE_TAX } from "./cases/amounts.ts";
import { FCE_SERVICE_NOTES } from "./cases/dates.ts";
import { DETAIL_CASES } from "./cases/index.ts";
import { VALID } from "./comprobantes.ts";

const codesOf = (subject: Subject): number[] => checkDetail(subject).map(({ code }) => code);

describe("FECAESolicitar", () => {
  test.each(Object.entries(DETAIL_CASES))("%s", (code, cases) => {
    expect(cases.length).toBeGreaterThan(0);
    for (const { breaks, keeps } of cases) {
      expect(codesOf(breaks)).toContain(Number(code));
      expect(codesOf(keeps)).not.toContain(Number(code));
    }
  });

  test("every code that is decided here has a case", () => {
    const decided = BOOK.filter((row) => row.operation === "FECAESolicitar" && row.class === "decided" && !row.header);
    expect(decided.map(({ code }) => code).filter((code) => !DETAIL_CASES[code])).toEqual([]);
  });

  test("a Factura de Crédito describes each tax", () => {
    expect(codesOf(FCE_TAX.breaks)).toContain(10042);
    expect(codesOf(FCE_TAX.keeps)).not.toContain(10042);
  });
});

describe("a comprobante in order has no finding", () => {
  test.each(Object.entries(VALID))("%s", (_, subject) => {
    expect(checkDetail(subject)).toEqual([]);
  });

  test.each(FCE_SERVICE_NOTES)("a nota of a Factura de Crédito of services %#", (subject) => {
    expect(checkDetail(subject)).toEqual([]);
  });
});
