import { Big } from "big.js";

/**
 * Exact decimals. Rounding is half-even, ARCA's own criterion (WSFEv1 manual, "Criterio de redondeo: Round Half Even").
 * The constructor is our own, so that nobody else's settings can change how we round.
 */
const Decimal = Big();
Decimal.DP = 20;
Decimal.RM = 2;
Decimal.strict = false;

export type Decimal = Big;

/** @param text a plain decimal number, `-12.5`; never a binary float with a rounding of its own */
export const decimal = (text: string | Decimal): Decimal => new Decimal(text);

export const sum = (values: readonly Decimal[]): Decimal => values.reduce((total, value) => total.plus(value), decimal("0"));

/** Half-even to cents. */
export const toCents = (value: Decimal): Decimal => value.round(2, 2);

/** `1652.89`: two decimals always. */
export const formatMoney = (value: Decimal): string => value.toFixed(2, 2);

/** `1.5`, without trailing zeros, as ASP.NET writes doubles: `122`, `0`, `101.202`. */
export const formatPlain = (value: string | Decimal): string => decimal(value).toFixed();

/**
 * ARCA's tolerance between two amounts that should be equal: 0.01 % of the larger side, or one cent for each summand.
 * Source: WSFEv1 manual, 10023, 10029, 10048, 10051, 10061.
 */
export function withinTolerance(left: Decimal, right: Decimal, summands = 1): boolean {
  const difference = left.minus(right).abs();
  const larger = left.abs().gt(right.abs()) ? left.abs() : right.abs();
  return difference.lte(decimal("0.01").times(Math.max(1, summands))) || difference.lte(larger.times("0.0001"));
}
