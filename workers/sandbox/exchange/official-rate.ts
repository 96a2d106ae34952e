import { addDays, type IsoDate } from "../../../shared/dates.ts";
import { RATES } from "./rates.data.ts";

/** Pesos for one unit, and the day whose rate it is. */
export interface OfficialRate {
  readonly rate: string;
  readonly date: IsoDate;
}

/** The rate that applies to a comprobante of that day: that of the business day before. undefined: no such currency. */
export function officialRate(MonId: string, on: IsoDate): OfficialRate | undefined {
  const rate = Object.hasOwn(RATES, MonId) ? RATES[MonId] : undefined;
  return rate === undefined ? undefined : { rate, date: businessDayBefore(on) };
}

/** All of them, for that day. */
export const officialRates = (on: IsoDate): (OfficialRate & { readonly MonId: string })[] =>
  Object.entries(RATES).map(([MonId, rate]) => ({ MonId, rate, date: businessDayBefore(on) }));

/** Holidays count as business days in the sandbox. */
function businessDayBefore(date: IsoDate): IsoDate {
  const before = addDays(date, -1);
  return isWeekend(before) ? businessDayBefore(before) : before;
}

const isWeekend = (date: IsoDate): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
