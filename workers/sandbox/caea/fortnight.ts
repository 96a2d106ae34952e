import { addDays, type IsoDate, toArcaDate } from "../../../shared/dates.ts";

/** What a CAEA is given for: half a month. `Orden` 1: its first 15 days; 2: the rest. */
export interface Fortnight {
  /** `yyyymm` */
  readonly Periodo: number;
  readonly Orden: number;
}

/** ISO dates. */
export interface FortnightDates {
  readonly from: IsoDate;
  readonly until: IsoDate;
  /** Last day on which its comprobantes may be informed. */
  readonly informBy: IsoDate;
}

/** RG 5782/2025 gave three days more, as from CAEAs of August 2026. */
const INFORM_DAYS = [
  { since: "2026-08-01", days: 8 },
  { since: "0000-01-01", days: 5 },
] as const;

/** @param fortnight of a valid period and order */
export function datesOf({ Periodo, Orden }: Fortnight): FortnightDates {
  const [year, month] = [Math.floor(Periodo / 100), Periodo % 100];
  const first = isoDay(year, month, 1);
  const [nextYear, nextMonth] = month === 12 ? [year + 1, 1] : [year, month + 1];
  const from = Orden === 1 ? first : isoDay(year, month, 16);
  const until = Orden === 1 ? isoDay(year, month, 15) : addDays(isoDay(nextYear, nextMonth, 1), -1);
  const { days } = INFORM_DAYS.find(({ since }) => from >= since) ?? INFORM_DAYS[1];
  return { from, until, informBy: addDays(until, days) };
}

const isoDay = (year: number, month: number, day: number): IsoDate =>
  `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

/** As WSFEv1 gives them: `yyyymmdd`. */
export function arcaDatesOf(fortnight: Fortnight) {
  const { from, until, informBy } = datesOf(fortnight);
  return { FchVigDesde: toArcaDate(from), FchVigHasta: toArcaDate(until), FchTopeInf: toArcaDate(informBy) };
}
