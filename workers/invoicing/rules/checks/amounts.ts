import { decimal, sum, withinTolerance } from "../../../../shared/money.ts";
import { type Amount, amount, type Comprobante } from "../comprobante.ts";
import type { Fault } from "../rule.ts";
import { type Checks, told, where } from "./faults.ts";

const AMOUNTS: readonly Amount[] = ["ImpTotal", "ImpTotConc", "ImpNeto", "ImpOpEx", "ImpTrib", "ImpIVA"];
const MONEY = /^-?\d{1,13}(\.\d{1,2}0*)?$/;
const EXCHANGE_RATE = /^-?\d{1,4}(\.\d{1,6}0*)?$/;
const TAX_RATE = /^-?\d{1,3}(\.\d{1,2}0*)?$/;

/** Below zero; or, where a class has no such amount, anything but zero. */
const wrong = (c: Comprobante, field: Amount, mustBeZero: boolean): boolean =>
  mustBeZero ? !c.amount(field).eq("0") : c.amount(field).lt("0");

/** What the total is made of, and the wording that says so. */
function partsOf(c: Comprobante): { parts: readonly Amount[]; wording?: number } {
  if (c.isC) return { parts: ["ImpNeto", "ImpTrib"], wording: 1 };
  if (c.isUsedGoodsMonotributo) return { parts: ["ImpTotConc", "ImpTrib"], wording: 2 };
  return { parts: ["ImpTotConc", "ImpNeto", "ImpOpEx", "ImpTrib", "ImpIVA"] };
}

function tooPrecise(c: Comprobante): Fault[] {
  const { MonCotiz } = c.detail;
  return [
    ...AMOUNTS.filter((field) => !MONEY.test(c.detail[field])).map((field) => ({ field })),
    ...(MonCotiz === undefined || MonCotiz === "" || EXCHANGE_RATE.test(MonCotiz) ? [] : [{ field: "MonCotiz" as const }]),
    ...where("Iva.BaseImp", c.rates, ({ BaseImp }) => !MONEY.test(BaseImp)),
    ...where("Iva.Importe", c.rates, ({ Importe }) => !MONEY.test(Importe)),
    ...where("Tributos.BaseImp", c.taxes, ({ BaseImp }) => !MONEY.test(BaseImp)),
    ...where("Tributos.Alic", c.taxes, ({ Alic }) => !TAX_RATE.test(Alic)),
    ...where("Tributos.Importe", c.taxes, ({ Importe }) => !MONEY.test(Importe)),
  ];
}

function wrongTaxes(c: Comprobante): boolean {
  const { Tributos } = c.detail;
  return c.amount("ImpTrib").gt("0") ? c.taxes.length === 0 : Tributos !== undefined;
}

/** The percepción that a customer no categorizado must be charged (RG 2126/2006): tax 13, above zero. */
function lacksPercepcion(c: Comprobante): boolean {
  if (![6, 7, 8].includes(c.CbteTipo) || !c.isNotCategorised || !c.amount("ImpTrib").gt("0")) return false;
  const taxed = c.amount("ImpNeto").plus(c.amount("ImpIVA")).gt("0");
  return taxed && !c.taxes.some(({ Id, Importe }) => Id === 13 && amount(Importe).gt("0"));
}

/** FECAESolicitar: amounts and other taxes. */
export const AMOUNT_CHECKS: Checks = {
  10024: wrongTaxes,
  10025: (c) => where("Tributos.Id", c.taxes, ({ Id }) => !c.parameters.taxes.has(Id)),
  10026: (c) => where("Tributos.BaseImp", c.taxes, ({ BaseImp }) => amount(BaseImp).lt("0")),
  10027: (c) => where("Tributos.Alic", c.taxes, ({ Alic }) => amount(Alic).lt("0")),
  10028: (c) => where("Tributos.Importe", c.taxes, ({ Importe }) => amount(Importe).lt("0")),
  10029: (c) =>
    c.taxes.length > 0 && !withinTolerance(sum(c.taxes.map(({ Importe }) => amount(Importe))), c.amount("ImpTrib"), c.taxes.length),
  10042: (c) => where("Tributos.Desc", c.taxes, ({ Id, Desc }) => (c.isFce || Id === 99) && !Desc?.trim()),
  10043: (c) => wrong(c, "ImpTotConc", c.isC),
  10044: (c) => wrong(c, "ImpOpEx", c.isC || c.isUsedGoodsMonotributo),
  10045: (c) => wrong(c, "ImpNeto", c.isUsedGoodsMonotributo),
  10046: (c) => wrong(c, "ImpTrib", false),
  10047: (c) => wrong(c, "ImpIVA", c.isC || c.isUsedGoodsMonotributo),
  10048: (c) => {
    const { parts, wording } = partsOf(c);
    if (withinTolerance(c.amount("ImpTotal"), sum(parts.map((field) => c.amount(field))))) return false;
    return wording === undefined ? true : told(wording);
  },
  10056: tooPrecise,
  10065: (c) => wrong(c, "ImpTotal", false),
  10067: (c) => c.cls === "B" && c.isNotCategorised && !c.amount("ImpTrib").gt("0"),
  10283: lacksPercepcion,
};

/** Percentage of a rate of IVA, as a fraction; zero for one that does not exist. */
export const fractionOf = (c: Comprobante, Id: number) => decimal(c.parameters.ivaRates.get(Id) ?? "0").div("100");
