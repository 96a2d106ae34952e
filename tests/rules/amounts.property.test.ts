import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimal, formatMoney, sum, toCents } from "../../shared/money.ts";
import { checkDetail, SHIPPED_PARAMETERS, type Subject } from "../../workers/invoicing/rules/index.ts";
import { edit, facturaA, facturaC, notaCreditoA, percepcion, VALID } from "./comprobantes.ts";

const RATES = [...SHIPPED_PARAMETERS.ivaRates].filter(([, percent]) => percent !== "0");
const money = (cents: number): string => formatMoney(decimal(String(cents)).div("100"));
const codesOf = (subject: Subject): number[] => checkDetail(subject).map(({ code }) => code);

/** From 10 cents on, where every rate has some IVA, to the largest that leaves room for it. */
const Cents = fc.integer({ min: 20, max: 50_000_000_000_000 });
const Bases = fc
  .uniqueArray(fc.record({ rate: fc.constantFrom(...RATES), cents: Cents }), {
    minLength: 1,
    maxLength: 5,
    selector: ({ rate }) => rate[0],
  })
  .map((rows) => rows.map(({ rate: [Id, percent], cents }) => ({ Id, percent, cents })));

/** A factura A of those bases, with what is exempt, worked out as an invoice is. */
function priced(bases: readonly { Id: number; percent: string; cents: number }[], exempt: number): Subject {
  const Iva = bases.map(({ Id, percent, cents }) => ({
    Id,
    BaseImp: money(cents),
    Importe: formatMoney(toCents(decimal(money(cents)).times(percent).div("100"))),
  }));
  const ImpNeto = sum(Iva.map(({ BaseImp }) => decimal(BaseImp)));
  const ImpIVA = sum(Iva.map(({ Importe }) => decimal(Importe)));
  const ImpTotal = ImpNeto.plus(ImpIVA).plus(money(exempt));
  return edit(facturaA, {
    ImpNeto: formatMoney(ImpNeto),
    ImpIVA: formatMoney(ImpIVA),
    ImpOpEx: money(exempt),
    ImpTotal: formatMoney(ImpTotal),
    Iva,
  });
}

describe("whatever it is made of", () => {
  test("a comprobante whose amounts are worked out right has no finding", () => {
    fc.assert(
      fc.property(Bases, fc.integer({ min: 0, max: 1_000_000_000 }), (bases, exempt) => {
        expect(codesOf(priced(bases, exempt))).toEqual([]);
      }),
    );
  });

  test("any subject in order stays so on any later day that it is dated and processed on", () => {
    const subjects = Object.values(VALID).filter(({ detail }) => !detail.FchVtoPago && !detail.CbtesAsoc && !detail.PeriodoAsoc);
    const Day = fc.integer({ min: 0, max: 2_000 }).map((days) => new Date(Date.UTC(2026, 10, 24 + days)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.constantFrom(...subjects), Day, (subject, today) => {
        expect(checkDetail(edit(subject, { CbteFch: today.replaceAll("-", "") }, { today }))).toEqual([]);
      }),
    );
  });

  test("a total off by more than a cent and 0.01 % is refused, and by less is not", () => {
    fc.assert(
      fc.property(Bases, fc.integer({ min: -3, max: 3 }), (bases, off) => {
        const subject = priced(bases, 0);
        const real = decimal(subject.detail.ImpTotal);
        const stated = real.plus(money(off));
        const larger = real.gt(stated) ? real : stated;
        const tolerated = Math.abs(off) <= 1 || larger.times("0.0001").gte(money(Math.abs(off)));
        expect(codesOf(edit(subject, { ImpTotal: formatMoney(stated) })).includes(10048)).toBe(!tolerated);
      }),
    );
  });
});

describe("at the edge of a tolerance", () => {
  const rates = (...Importes: string[]) => Importes.map((Importe, i) => ({ Id: [5, 4, 6][i] ?? 3, BaseImp: "1.00", Importe }));

  test.each([
    [10048, "one cent", edit(facturaC, { ImpTotal: "10.01", ImpNeto: "10.00" }), false],
    [10048, "two cents of a small sum", edit(facturaC, { ImpTotal: "10.02", ImpNeto: "10.00" }), true],
    [10048, "0.01 % of a large one", edit(facturaC, { ImpTotal: "100000.00", ImpNeto: "99990.00" }), false],
    [10048, "more than 0.01 % of a large one", edit(facturaC, { ImpTotal: "100000.00", ImpNeto: "99989.99" }), true],
    [10023, "a cent for each of three rates", edit(notaCreditoA, { ImpIVA: "0.63", Iva: rates("0.20", "0.20", "0.20") }), false],
    [10023, "four cents of three rates", edit(notaCreditoA, { ImpIVA: "0.64", Iva: rates("0.20", "0.20", "0.20") }), true],
    [10061, "a cent for the one base", edit(facturaA, { ImpNeto: "1.01", Iva: [{ Id: 5, BaseImp: "1.00", Importe: "0.21" }] }), false],
    [10061, "two cents of the one base", edit(facturaA, { ImpNeto: "1.02", Iva: [{ Id: 5, BaseImp: "1.00", Importe: "0.21" }] }), true],
    [10051, "a cent of the rate", edit(facturaA, { Iva: [{ Id: 5, BaseImp: "10.00", Importe: "2.11" }] }), false],
    [10051, "two cents of the rate", edit(facturaA, { Iva: [{ Id: 5, BaseImp: "10.00", Importe: "2.12" }] }), true],
    [10029, "a cent of the one tax", edit(percepcion, { ImpTrib: "30.01" }), false],
    [10029, "two cents of the one tax", edit(percepcion, { ImpTrib: "30.02" }), true],
  ])("%i: %s", (code, _, subject, refused) => {
    expect(codesOf(subject).includes(code)).toBe(refused);
  });
});
