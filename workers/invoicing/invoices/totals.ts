import type { IvaRate, Letter, Untaxed } from "../../../shared/catalog.ts";
import { type Decimal, decimal, formatMoney, sum, toCents } from "../../../shared/money.ts";
import type { InvoiceItem } from "../../../shared/schemas/invoice.ts";

export interface Totals {
  readonly net: string;
  readonly iva: { rate: IvaRate; base: string; amount: string }[];
  readonly exempt: string;
  readonly not_taxed: string;
  readonly total: string;
}

/** A line after its discount, half-even to cents, in the tax basis of its price. Below zero: the discount exceeds it. */
export function lineAmount({ quantity, unit_price, discount }: Pick<InvoiceItem, "quantity" | "unit_price" | "discount">): Decimal {
  const gross = decimal(quantity).times(unit_price);
  if (!discount) return toCents(gross);
  const off = "percent" in discount ? gross.times(discount.percent).div("100") : decimal(discount.amount);
  return toCents(gross.minus(off));
}

type Line = Pick<InvoiceItem, "quantity" | "unit_price" | "discount" | "iva_rate">;

/**
 * Prices with tax: the lines of one rate are summed, net = sum ÷ (1 + rate) half-even, IVA = sum − net, so that the total is
 * what the customer pays. Prices without tax: net = sum, IVA = net × rate half-even. Letter C has no IVA: its net is the sum.
 */
export function totalsOf(items: readonly Line[], letter: Letter, pricesIncludeTax: boolean): Totals {
  const byRate = Map.groupBy(items, ({ iva_rate }) => iva_rate);
  const lines = (rate: IvaRate | Untaxed): Decimal => sum((byRate.get(rate) ?? []).map(lineAmount));
  if (letter === "C") {
    const all = sum(items.map(lineAmount));
    return { net: formatMoney(all), iva: [], exempt: "0.00", not_taxed: "0.00", total: formatMoney(all) };
  }
  const iva = [...byRate.keys()]
    .filter((rate) => rate !== "exempt" && rate !== "not_taxed")
    .toSorted((a, b) => Number(a) - Number(b))
    .map((rate) => ({ rate, ...split(lines(rate), rate, pricesIncludeTax) }))
    .filter(({ base, amount }) => base.plus(amount).gt(0));
  const net = sum(iva.map(({ base }) => base));
  const [exempt, notTaxed] = [lines("exempt"), lines("not_taxed")];
  return {
    net: formatMoney(net),
    iva: iva.map(({ rate, base, amount }) => ({ rate, base: formatMoney(base), amount: formatMoney(amount) })),
    exempt: formatMoney(exempt),
    not_taxed: formatMoney(notTaxed),
    total: formatMoney(sum([net, exempt, notTaxed, ...iva.map(({ amount }) => amount)])),
  };
}

function split(lines: Decimal, rate: IvaRate, pricesIncludeTax: boolean): { base: Decimal; amount: Decimal } {
  const fraction = decimal(rate).div("100");
  if (!pricesIncludeTax) return { base: lines, amount: toCents(lines.times(fraction)) };
  const base = toCents(lines.div(fraction.plus("1")));
  return { base, amount: lines.minus(base) };
}
