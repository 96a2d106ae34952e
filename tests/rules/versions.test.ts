import { describe, expect, test } from "vitest";
import { checkDetail, type Subject } from "../../workers/invoicing/rules/index.ts";
import { anonymous, edit, facturaA, fondo } from "./comprobantes.ts";

const codesOn = (subject: Subject, asOf: string): number[] => checkDetail({ ...subject, asOf }).map(({ code }) => code);
const unsaid = edit(facturaA, { CondicionIVAReceptorId: undefined });

describe("rules are those of the day", () => {
  test("the receiver's condición is observed until 2026-11-30 and required from 2026-12-01", () => {
    expect(codesOn(unsaid, "2026-11-30")).toEqual([10245]);
    expect(codesOn(unsaid, "2026-12-01")).toEqual([10246]);
    expect(codesOn(unsaid, "2028-01-01")).toEqual([10246]);
  });

  test("without a day of its own it is the day of processing", () => {
    const later = edit(unsaid, { CbteFch: "20261202" }, { today: "2026-12-02" });
    expect(checkDetail(later).map(({ code }) => code)).toEqual([10246]);
  });

  test("what a later version of the manual added is not asked before it", () => {
    const wrong = edit(fondo, { DocNro: "12345" });
    expect(codesOn(wrong, "2026-05-31")).not.toContain(10271);
    expect(codesOn(wrong, "2026-09-01")).toContain(10271);
  });

  test("the sum from which a consumidor final is identified is that of the day", () => {
    const half = edit(anonymous, { ImpTotal: "605000.00", ImpNeto: "500000.00", ImpIVA: "105000.00" });
    const priced = edit(half, { Iva: [{ Id: 5, BaseImp: "500000.00", Importe: "105000.00" }] });
    expect(codesOn(priced, "2025-05-28")).toContain(10015);
    expect(codesOn(priced, "2025-05-29")).not.toContain(10015);
    const [finding] = checkDetail({ ...priced, asOf: "2025-05-28" });
    expect(finding).toMatchObject({
      en: "From 417,288 pesos on, a consumidor final must be identified: give the customer's document (RG 5616/2024).",
      es: "Desde $417.288 hay que identificar al consumidor final: indicá el documento del cliente (RG 5616/2024).",
    });
  });
});
