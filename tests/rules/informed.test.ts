import { describe, expect, test } from "vitest";
import { BOOK } from "../../workers/invoicing/rules/book/index.ts";
import { checkInformed, type InformedSubject } from "../../workers/invoicing/rules/index.ts";
import { INFORMED_CASES, informed } from "./cases/informed.ts";
import { facturaA, facturaC, notaCreditoA } from "./comprobantes.ts";

const kinds = { rejects: true, observes: false };

describe("FECAEARegInformativo", () => {
  test.each(Object.entries(INFORMED_CASES))("%s", (key, cases) => {
    const row = BOOK.find((one) => one.operation === "FECAEARegInformativo" && `${one.code}/${one.variant}` === key);
    const found = (subject: InformedSubject): boolean =>
      checkInformed(subject).some(({ code, rejects }) => code === row?.code && rejects === kinds[row.kind]);
    expect(cases.length).toBeGreaterThan(0);
    for (const { breaks, keeps } of cases) {
      expect(found(breaks)).toBe(true);
      expect(found(keeps)).toBe(false);
    }
  });

  test("every code that is decided here has a case", () => {
    const decided = BOOK.filter((row) => row.operation === "FECAEARegInformativo" && row.class === "decided" && !row.header);
    expect(decided.map(({ code, variant }) => `${code}/${variant}`).filter((key) => !INFORMED_CASES[key])).toEqual([]);
  });

  test.each([facturaA, facturaC, notaCreditoA])("a comprobante in order has no finding %#", (subject) => {
    expect(checkInformed(informed(subject))).toEqual([]);
  });
});
