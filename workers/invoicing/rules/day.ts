/**
 * Days as the rules compare them: ARCA's `yyyymmdd`, which sort as text. Plain arithmetic in place of a calendar library, for
 * the rules run over every comprobante of a batch.
 */
const DAY_MS = 86_400_000;

const instant = (text: string): number => Date.UTC(Number(text.slice(0, 4)), Number(text.slice(4, 6)) - 1, Number(text.slice(6, 8)));
const write = (ms: number): string => new Date(ms).toISOString().slice(0, 10).replaceAll("-", "");

/** Is it a day of the calendar, as `yyyymmdd`? */
export const isDay = (text: string): boolean => /^\d{8}$/.test(text) && text >= "10000101" && write(instant(text)) === text;

export const plusDays = (day: string, days: number): string => write(instant(day) + days * DAY_MS);

export const sameMonth = (one: string, other: string): boolean => one.slice(0, 6) === other.slice(0, 6);
