import { INVOICE_TYPES, type InvoiceType, type IssuerCondition, type IvaRate, type Untaxed } from "../../../shared/catalog.ts";
import { type Decimal, decimal, formatMoney, sum, toCents } from "../../../shared/money.ts";
import type { InvoiceItem } from "../../../shared/schemas/invoice-input.ts";

export interface Totals {
  readonly net: string;
  readonly iva: { rate: IvaRate; base: string; amount: string }[];
  readonly exempt: string;
  readonly not_taxed: string;
  readonly other_taxes_total: string;
  readonly total: string;
}

/** Where the amounts of the lines go: to the rates of IVA, to one subtotal, or to what is not taxed. */
export type Treatment = "by_rate" | "subtotal" | "not_taxed";

/** C and E discriminate no IVA; used goods bought by a monotributista are all ImpTotConc (10043–10048). */
export function treatmentOf(type: InvoiceType, issuer: IssuerCondition): Treatment {
  const { letter } = INVOICE_TYPES[type];
  if (letter === "C" || letter === "E") return "subtotal";
  return letter === "49" && issuer === "monotributo" ? "not_taxed" : "by_rate";
}

/** A line after its discount, half-even to cents, in the tax basis of its price. Below zero: the discount exceeds it. */
export function lineAmount({ quantity, unit_price, discount }: Pick<InvoiceItem, "quantity" | "unit_price" | "discount">): Decimal {
  const gross = decimal(quantity).times(unit_price);
  if (!discount) return toCents(gross);
  const off = "percent" in discount ? gross.times(discount.percent).div("100") : decimal(discount.amount);
  return toCents(gross.minus(off));
}

type Line = Pick<InvoiceItem, "quantity" | "unit_price" | "discount" | "iva_rate">;

interface Basis {
  readonly treatment: Treatment;
  readonly pricesIncludeTax: boolean;
  readonly otherTaxes?: readonly { readonly amount: string }[];
}

/**
 * Prices with tax: the lines of one rate are summed, net = sum ÷ (1 + rate) half-even, IVA = sum − net, so that what is due for
 * the lines is what they say. Prices without tax: net = sum, IVA = net × rate half-even. Other taxes come on top of either.
 */
export function totalsOf(items: readonly Line[], { treatment, pricesIncludeTax, otherTaxes = [] }: Basis): Totals {
  const lines = treatment === "by_rate" ? byRate(items, pricesIncludeTax) : undivided(sum(items.map(lineAmount)), treatment);
  const other = sum(otherTaxes.map(({ amount }) => decimal(amount)));
  const { net, iva, exempt, notTaxed } = lines;
  return {
    net: formatMoney(net),
    iva: iva.map(({ rate, base, amount }) => ({ rate, base: formatMoney(base), amount: formatMoney(amount) })),
    exempt: formatMoney(exempt),
    not_taxed: formatMoney(notTaxed),
    other_taxes_total: formatMoney(other),
    total: formatMoney(sum([net, exempt, notTaxed, other, ...iva.map(({ amount }) => amount)])),
  };
}

interface Parts {
  readonly net: Decimal;
  readonly iva: readonly { rate: IvaRate; base: Decimal; amount: Decimal }[];
  readonly exempt: Decimal;
  readonly notTaxed: Decimal;
}

const NOTHING = decimal("0");

function undivided(all: Decimal, treatment: Exclude<Treatment, "by_rate">): Parts {
  const none = { net: NOTHING, iva: [], exempt: NOTHING, notTaxed: NOTHING };
  return treatment === "subtotal" ? { ...none, net: all } : { ...none, notTaxed: all };
}

function byRate(items: readonly Line[], pricesIncludeTax: boolean): Parts {
  const groups = Map.groupBy(items, ({ iva_rate }) => iva_rate);
  const lines = (rate: IvaRate | Untaxed): Decimal => sum((groups.get(rate) ?? []).map(lineAmount));
  const iva = [...groups.keys()]
    .filter((rate) => rate !== "exempt" && rate !== "not_taxed")
    .toSorted((a, b) => Number(a) - Number(b))
    .map((rate) => ({ rate, ...split(lines(rate), rate, pricesIncludeTax) }))
    .filter(({ base, amount }) => base.plus(amount).gt(0));
  return { net: sum(iva.map(({ base }) => base)), iva, exempt: lines("exempt"), notTaxed: lines("not_taxed") };
}

function split(lines: Decimal, rate: IvaRate, pricesIncludeTax: boolean): { base: Decimal; amount: Decimal } {
  const fraction = decimal(rate).div("100");
  if (!pricesIncludeTax) return { base: lines, amount: toCents(lines.times(fraction)) };
  const base = toCents(lines.div(fraction.plus("1")));
  return { base, amount: lines.minus(base) };
}
