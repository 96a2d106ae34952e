import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimal, formatMoney, sum } from "../../../shared/money.ts";
import { lineAmount, totalsOf, treatmentOf } from "./totals.ts";

const line = (unit_price: string, iva_rate: "21" | "10.5" | "exempt" | "not_taxed" | "0" = "21", more = {}) => ({
  quantity: "1",
  unit_price,
  iva_rate,
  discount: undefined,
  ...more,
});

const WITH_TAX = { treatment: "by_rate", pricesIncludeTax: true } as const;
const WITHOUT_TAX = { treatment: "by_rate", pricesIncludeTax: false } as const;

describe("prices with tax", () => {
  test("the total is what the customer pays, and IVA is what is left of it", () => {
    expect(totalsOf([line("2000.00")], WITH_TAX)).toEqual({
      net: "1652.89",
      iva: [{ rate: "21", base: "1652.89", amount: "347.11" }],
      exempt: "0.00",
      not_taxed: "0.00",
      other_taxes_total: "0.00",
      total: "2000.00",
    });
  });

  test("lines of one rate are summed before they are split", () => {
    const three = totalsOf([line("0.05"), line("0.05"), line("0.05")], WITH_TAX);
    expect(three.iva).toEqual([{ rate: "21", base: "0.12", amount: "0.03" }]);
  });

  test("any sum of cents comes out as it went in, within ARCA's tolerance of a cent", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200_000_000 }),
        fc.constantFrom("21" as const, "10.5" as const, "27" as const, "5" as const, "2.5" as const),
        (cents, rate) => {
          const price = decimal(String(cents)).div("100").toFixed(2);
          const { iva, total } = totalsOf([{ ...line(price), iva_rate: rate }], WITH_TAX);
          expect(total).toBe(price);
          const [row] = iva;
          const exact = decimal(row?.base ?? "")
            .times(rate)
            .div("100");
          expect(
            decimal(row?.amount ?? "")
              .minus(exact)
              .abs()
              .lte("0.01"),
          ).toBe(true);
        },
      ),
    );
  });
});

describe("prices without tax", () => {
  test("IVA is net times rate, half-even", () => {
    expect(totalsOf([line("0.50", "10.5")], WITHOUT_TAX)).toMatchObject({ net: "0.50", iva: [{ amount: "0.05" }], total: "0.55" });
    // 21 % of 2.50 is 0.525: half-even gives 0.52
    expect(totalsOf([line("2.50")], WITHOUT_TAX).iva).toEqual([{ rate: "21", base: "2.50", amount: "0.52" }]);
  });

  test("each rate has its row, exempt and not taxed none", () => {
    const totals = totalsOf(
      [line("100", "21"), line("100", "10.5"), line("7", "exempt"), line("3", "not_taxed"), line("50", "0")],
      WITHOUT_TAX,
    );
    expect(totals.iva.map(({ rate }) => rate)).toEqual(["0", "10.5", "21"]);
    expect(totals).toMatchObject({ net: "250.00", exempt: "7.00", not_taxed: "3.00", total: "291.50" });
  });
});

test("letter C has no IVA, whatever the rates say", () => {
  expect(totalsOf([line("100"), line("50", "exempt")], { treatment: "subtotal", pricesIncludeTax: true })).toEqual({
    net: "150.00",
    iva: [],
    exempt: "0.00",
    not_taxed: "0.00",
    other_taxes_total: "0.00",
    total: "150.00",
  });
});

test("used goods that a monotributista buys are not taxed at all", () => {
  expect(treatmentOf("bien_usado", "monotributo")).toBe("not_taxed");
  expect(totalsOf([line("100"), line("50", "exempt")], { treatment: "not_taxed", pricesIncludeTax: true })).toMatchObject({
    net: "0.00",
    iva: [],
    exempt: "0.00",
    not_taxed: "150.00",
    total: "150.00",
  });
});

test.each([
  ["factura_a", "responsable_inscripto", "by_rate"],
  ["recibo_a_leyenda", "responsable_inscripto", "by_rate"],
  ["fce_nota_credito_b", "responsable_inscripto", "by_rate"],
  ["bien_usado", "responsable_inscripto", "by_rate"],
  ["fce_c", "monotributo", "subtotal"],
  ["factura_e", "responsable_inscripto", "subtotal"],
] as const)("%s of a %s: %s", (type, issuer, treatment) => expect(treatmentOf(type, issuer)).toBe(treatment));

describe("other taxes", () => {
  const otherTaxes = [{ amount: "30.10" }, { amount: "0.9" }];

  test("come on top, and touch nothing else", () => {
    expect(totalsOf([line("121.00")], { ...WITH_TAX, otherTaxes })).toEqual({
      net: "100.00",
      iva: [{ rate: "21", base: "100.00", amount: "21.00" }],
      exempt: "0.00",
      not_taxed: "0.00",
      other_taxes_total: "31.00",
      total: "152.00",
    });
  });

  test("are part of a comprobante of letter C too", () => {
    const totals = totalsOf([line("100")], { treatment: "subtotal", pricesIncludeTax: true, otherTaxes });
    expect(totals).toMatchObject({ net: "100.00", iva: [], other_taxes_total: "31.00", total: "131.00" });
  });
});

test("a rate whose lines are free has no row: ARCA takes no base of zero (10020)", () => {
  expect(totalsOf([line("0"), line("10", "10.5")], WITH_TAX).iva.map(({ rate }) => rate)).toEqual(["10.5"]);
});

describe("a line", () => {
  test.each([
    [{ quantity: "3", unit_price: "33.335", discount: undefined }, "100.00"], // 100.005
    [{ quantity: "1", unit_price: "100.015", discount: undefined }, "100.02"],
    [{ quantity: "2", unit_price: "50", discount: { percent: "10" } }, "90.00"],
    [{ quantity: "2", unit_price: "50", discount: { amount: "0.01" } }, "99.99"],
    [{ quantity: "1", unit_price: "1", discount: { amount: "2" } }, "-1.00"],
  ])("%j is %s", (given, amount) => {
    expect(formatMoney(lineAmount(given))).toBe(amount);
  });

  test("sums are exact where binary floats are not", () => {
    expect(formatMoney(sum(["0.1", "0.2"].map(decimal)))).toBe("0.30");
  });
});
