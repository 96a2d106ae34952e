import { Temporal } from "temporal-polyfill";

/** Comprobantes are dated by the calendar of Buenos Aires, wherever the code runs. */
const FISCAL_ZONE = "America/Argentina/Buenos_Aires";

/** `2026-11-24`: a calendar day, without time or zone. */
export type IsoDate = string;

/** The fiscal day of an instant. */
export function fiscalDate(instant: Date): IsoDate {
  const at = instant.getTime();
  if (!(at >= lastDay.from && at < lastDay.until)) lastDay = fiscalDay(instant);
  return lastDay.date;
}

/** The last day that was asked for, which is asked for again and again: milliseconds of its beginning, and of that of the next. */
let lastDay = { date: "", from: Infinity, until: -Infinity };

function fiscalDay(instant: Date): typeof lastDay {
  const day = zoned(instant).startOfDay();
  return { date: day.toPlainDate().toString(), from: day.epochMilliseconds, until: day.add({ days: 1 }).epochMilliseconds };
}

/** `yyyymmddhhmiss` in Buenos Aires: the form of ARCA's FchProceso. */
export function arcaTimestamp(instant: Date): string {
  return zoned(instant).toPlainDateTime().toString({ smallestUnit: "second" }).replaceAll(/[-:T]/g, "");
}

/** The instant of a `yyyymmddhhmiss` of ARCA's, milliseconds since the epoch; null for anything else. */
export function fromArcaTimestamp(text: string): number | null {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}-03:00`);
  return Number.isNaN(instant) ? null : instant;
}

/** `2026-11-24T10:42:03.120-03:00`: an instant as ARCA's login tickets write it. */
export function arcaInstant(instant: Date): string {
  return zoned(instant).toString({ smallestUnit: "millisecond", timeZoneName: "never" });
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Last instant of a fiscal day. */
export function endOfFiscalDay(date: IsoDate): Date {
  return new Date(Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(FISCAL_ZONE).epochMilliseconds - 1);
}

/** Of the years 1 to 9999, as all who store a day can write it. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith("0000")) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text;
  } catch {
    return false;
  }
}

const FIRST_INSTANT = Date.parse("0001-01-01T00:00:00Z");
/** Milliseconds since the epoch: later than that the year has five digits, which is not ISO 8601. */
export const LAST_INSTANT = Date.parse("9999-12-31T23:59:59.999Z");

/** Whether an instant can be written in ISO 8601 in UTC, and kept. @param at milliseconds since the epoch */
export const isInstant = (at: number): boolean => at >= FIRST_INSTANT && at <= LAST_INSTANT;

/** `2026-11-24` → `20261124`, the form of ARCA's dates. */
export const toArcaDate = (date: IsoDate): string => date.replaceAll("-", "");

/** `20261124` → `2026-11-24`. */
export const fromArcaDate = (text: string): IsoDate => `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;

/** `11/24/2026`, as .NET writes a day in the culture en-US. */
export function americanDate(date: IsoDate): string {
  const [year, month, day] = date.split("-").map(Number);
  return `${month}/${day}/${year}`;
}

function zoned(instant: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(FISCAL_ZONE);
}
