import { expect, test } from "vitest";
import { knownFrom } from "./known.ts";
import { mergeTables, SHIPPED_PARAMETERS } from "./parameters.ts";

test("what ARCA serves is added to what ships", () => {
  const row = (id: string, description = "x") => ({ id, description });
  const merged = mergeTables({
    document_types: [row("77")],
    currencies: [row("XYZ")],
    iva_rates: [row("70", "12,5 %"), row("71", "otra")],
    other_taxes: [row("50", "Tasa")],
  });
  expect(merged.documentTypes).toEqual(new Set([...SHIPPED_PARAMETERS.documentTypes, 77]));
  expect(merged.currencies.has("XYZ") && merged.currencies.has("DOL")).toBe(true);
  expect([merged.ivaRates.get(70), merged.ivaRates.get(71), merged.ivaRates.get(5)]).toEqual(["12.5", undefined, "21"]);
  expect(merged.taxes.get(50)).toBe("Tasa");
  expect(merged.optionals).toEqual(SHIPPED_PARAMETERS.optionals);
});

test("points of sale: those that are said, or all", () => {
  const points = (only: Record<number, string> | null) => knownFrom({ pointsOfSale: { only, kind: "CAE" } }).parameters.pointsOfSale;
  expect([1, 2, 3].map((number) => points({ 2: "CAE - SEGWS" })?.get(number))).toEqual([undefined, "CAE - SEGWS", undefined]);
  expect([0, 1, 99_998, 99_999].map((number) => points(null)?.has(number))).toEqual([false, true, true, false]);
  expect(knownFrom({})).toEqual({ parameters: SHIPPED_PARAMETERS });
});
