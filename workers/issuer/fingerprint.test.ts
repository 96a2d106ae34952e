import { expect, test } from "vitest";
import { fingerprint } from "./fingerprint.ts";

const sent = {
  Concepto: 1 as const,
  DocTipo: 96,
  DocNro: "01234567",
  CbteFch: "20261124",
  MonId: "PES",
  ImpTotal: "121.00",
  ImpTotConc: "0.00",
  ImpNeto: "100.00",
  ImpOpEx: "0.00",
  ImpTrib: "0.00",
  ImpIVA: "21.00",
};

test("how ARCA writes a number does not matter", () => {
  const read = { ...sent, DocNro: "1234567", ImpTotal: "121", ImpTotConc: "0", ImpNeto: "100", ImpOpEx: "0", ImpTrib: "0", ImpIVA: "21" };
  expect(fingerprint(read)).toBe(fingerprint(sent));
});

test.each([
  ["DocNro", "7654321"],
  ["ImpTotal", "121.01"],
  ["CbteFch", "20261125"],
  ["MonId", "DOL"],
] as const)("another %s is another comprobante", (field, value) => {
  expect(fingerprint({ ...sent, [field]: value })).not.toBe(fingerprint(sent));
});
