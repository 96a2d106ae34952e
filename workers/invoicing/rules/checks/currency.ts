import { decimal } from "../../../../shared/money.ts";
import { amount, type Comprobante } from "../comprobante.ts";
import type { Fault } from "../rule.ts";
import { type Checks, told } from "./faults.ts";

const PESOS = "PES";

const rateOf = (c: Comprobante) => amount(c.detail.MonCotiz);
const isGiven = (c: Comprobante): boolean => c.detail.MonCotiz !== undefined && c.detail.MonCotiz !== "";
const isSameCurrency = (c: Comprobante): boolean => c.detail.CanMisMonExt === "S";

/** 10038: required unless paid in the same currency; then, if given, exactly the official rate of the business day before. */
function wrongRate(c: Comprobante): boolean | readonly Fault[] {
  if (!isGiven(c)) return !isSameCurrency(c);
  if (!rateOf(c).gt("0")) return true;
  const official = isSameCurrency(c) ? c.officialRate : undefined;
  return official !== undefined && !rateOf(c).eq(official) && told(1, { values: { official } });
}

/** 10119: from 2 % of the official rate to 400 % above it, as the manual has it: "superior en un 400 %". */
function outOfBand(c: Comprobante): boolean | readonly Fault[] {
  const official = c.officialRate;
  if (official === undefined || !isGiven(c)) return false;
  const low = decimal(official).times("0.02");
  const high = decimal(official).times("5");
  return (rateOf(c).lt(low) || rateOf(c).gt(high)) && [{ values: { official } }];
}

/** FECAESolicitar: currency and its rate (RG 5616/2024). */
export const CURRENCY_CHECKS: Checks = {
  10037: (c) => !c.parameters.currencies.has(c.detail.MonId),
  10038: (c) => c.detail.MonId !== PESOS && wrongRate(c),
  10039: (c) => c.detail.MonId === PESOS && !rateOf(c).eq("1"),
  10119: outOfBand,
  10239: ({ detail: { CanMisMonExt } }) => CanMisMonExt !== undefined && CanMisMonExt !== "S" && CanMisMonExt !== "N",
  10240: (c) => {
    const official = c.officialRate;
    return official !== undefined && isGiven(c) && rateOf(c).gt(decimal(official).plus("1")) && [{ values: { official } }];
  },
  10241: (c) => c.detail.MonId === PESOS && isSameCurrency(c),
};
