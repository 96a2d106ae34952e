import { describe, expect, test } from "vitest";
import { BOOK } from "../../workers/invoicing/rules/book/index.ts";
import { type Call, caeaWindow, checkCall, checkHeader, type HeaderSubject } from "../../workers/invoicing/rules/index.ts";
import { CALL_CASES } from "./cases/calls.ts";
import { HEADER_CASES, INFORMED_HEADER_CASES } from "./cases/header.ts";
import { ISSUER, TODAY } from "./comprobantes.ts";

const codesOf = (header: HeaderSubject): number[] => checkHeader(header).map(({ code }) => code);

describe.each([
  ["FECAESolicitar", HEADER_CASES],
  ["FECAEARegInformativo", INFORMED_HEADER_CASES],
])("the header of %s", (operation, every) => {
  test.each(Object.entries(every))("%s", (code, cases) => {
    expect(cases.length).toBeGreaterThan(0);
    for (const { breaks, keeps } of cases) {
      expect(codesOf(breaks)).toContain(Number(code));
      expect(codesOf(keeps)).toEqual([]);
    }
  });

  test("every code that is decided here has a case", () => {
    const decided = BOOK.filter((row) => row.operation === operation && row.header && row.class === "decided");
    expect(decided.map(({ code }) => code).filter((code) => !every[code])).toEqual([]);
  });
});

test("what came and what was announced stand in the message, as ARCA writes them", () => {
  const header = { CantReg: 2, PtoVta: 1, CbteTipo: 1, records: 3, issuerCuit: ISSUER, today: TODAY };
  expect(checkHeader(header).map(({ wire }) => wire)).toEqual([
    "Campo CantReg debe ser igual a lo informado en detalle. Informado: 2, Enviado:3",
  ]);
});

describe("the other operations", () => {
  const found = (call: Call): string[] => checkCall(call).map(({ code }) => `${call.operation}/${code}`);

  test.each(Object.entries(CALL_CASES))("%s", (key, cases) => {
    expect(cases.length).toBeGreaterThan(0);
    for (const { breaks, keeps } of cases) {
      expect(found(breaks)).toContain(key);
      expect(found(keeps)).toEqual([]);
    }
  });

  test("every code that is decided here has a case", () => {
    const others = BOOK.filter(
      (row) => row.class === "decided" && row.operation !== "FECAESolicitar" && row.operation !== "FECAEARegInformativo",
    );
    expect(others.map(({ operation, code }) => `${operation}/${code}`).filter((key) => !CALL_CASES[key])).toEqual([]);
  });

  test("a CAEA is asked from five days before its fortnight to its last day", () => {
    expect(caeaWindow("202107", 1)).toEqual({ from: "20210626", to: "20210715" });
    expect(caeaWindow("202802", 2)).toEqual({ from: "20280211", to: "20280229" });
    const [finding] = checkCall({ operation: "FECAEASolicitar", Periodo: "202107", Orden: 1, today: "2021-08-01" });
    expect(finding?.wire).toContain("Del 6/26/2021 hasta 7/15/2021");
  });
});
