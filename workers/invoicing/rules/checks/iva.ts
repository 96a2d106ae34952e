import { sum, withinTolerance } from "../../../../shared/money.ts";
import { amount, type Comprobante } from "../comprobante.ts";
import { fractionOf } from "./amounts.ts";
import { type Checks, repeated, where } from "./faults.ts";

const ZERO_RATE = 3;

const total = (c: Comprobante, field: "BaseImp" | "Importe") => sum(c.rates.map((row) => amount(row[field])));
const known = (c: Comprobante, Id: number): boolean => c.parameters.ivaRates.has(Id);

function disagrees(c: Comprobante): boolean {
  if (c.isC) return false;
  if (c.amount("ImpIVA").gt("0")) return c.rates.length === 0;
  if (c.rates.length === 0) return c.detail.Iva !== undefined;
  return c.rates.some(({ Id }) => Id !== ZERO_RATE);
}

/** FECAESolicitar: rates of IVA. Tolerances as the manual's "Margen de error": of each rate one cent. */
export const IVA_CHECKS: Checks = {
  10018: disagrees,
  // Id may be left out of notas; here that is 0.
  10019: (c) => !c.isC && where("Iva.Id", c.rates, ({ Id }) => !known(c, Id) && !(Id === 0 && !c.strictIva)),
  10020: (c) => c.strictIva && where("Iva.BaseImp", c.rates, ({ BaseImp }) => !amount(BaseImp).gt("0")),
  10021: (c) => !c.isC && where("Iva.Importe", c.rates, ({ Importe }) => amount(Importe).lt("0")),
  10022: (c) => !c.isC && repeated("Iva.Id", c.rates, ({ Id }) => String(Id)),
  10023: (c) => !c.isC && !withinTolerance(total(c, "Importe"), c.amount("ImpIVA"), c.rates.length),
  10051: (c) =>
    c.strictIva &&
    where(
      "Iva.Importe",
      c.rates,
      ({ Id, BaseImp, Importe }) => known(c, Id) && !withinTolerance(amount(Importe), amount(BaseImp).times(fractionOf(c, Id))),
    ),
  10061: (c) => c.strictIva && !c.isUsedGoodsMonotributo && !withinTolerance(total(c, "BaseImp"), c.amount("ImpNeto"), c.rates.length),
  10070: (c) => !c.isC && c.amount("ImpNeto").gt("0") && c.rates.length === 0,
  10071: (c) => c.isC && c.detail.Iva !== undefined,
  10075: (c) => c.isUsedGoodsMonotributo && c.detail.Iva !== undefined,
};
