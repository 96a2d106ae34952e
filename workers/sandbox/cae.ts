import { addDays, type IsoDate } from "../../shared/dates.ts";

/** ARCA's are 6, 7 and 8 so far: one of the sandbox cannot pass for real. */
const PREFIX = "9";
const SEQUENCES = 1_000_000_000;
/** Solved from real CAEs; holds for all that were looked at. */
const WEIGHTS = [5, 6, 7, 8, 3, 4, 5, 6, 7, 8, 1, 2, 3];
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A CAE in ARCA's layout: prefix, last digit of the year, week of the day of processing, sequence of 9, check digit.
 *
 * @param sequence of the tenant: 1, 2, 3…; each tenant's begin elsewhere, so that those of two seldom meet
 */
export const makeCae = (today: IsoDate, tenant: string, sequence: number): string => makeCode(today, hash(tenant) + sequence);

/** A CAEA in the same layout; those of a tenant count apart from its CAEs. ARCA's begin with 2 and 3 so far. */
export const makeCaea = (today: IsoDate, tenant: string, sequence: number): string => makeCode(today, hash(`caea ${tenant}`) + sequence);

/** A CAE of WSFEXv1: likewise. */
export const makeExportCae = (today: IsoDate, tenant: string, sequence: number): string =>
  makeCode(today, hash(`export ${tenant}`) + sequence);

function makeCode(today: IsoDate, sequence: number): string {
  const year = today.slice(0, 4);
  const dayOfYear = Math.round((Date.parse(today) - Date.parse(`${year}-01-01`)) / DAY_MS);
  const week = String(Math.floor(dayOfYear / 7) + 1).padStart(2, "0");
  const number = String(sequence % SEQUENCES).padStart(9, "0");
  const digits = `${PREFIX}${year.slice(-1)}${week}${number}`;
  return digits + checkDigit(digits);
}

/** Last day on which the comprobante may be handed over: 10 days after its date, by every sample seen. */
export const caeExpiry = (CbteFch: IsoDate): IsoDate => addDays(CbteFch, 10);

/** Of the first 13 digits. */
export function checkDigit(digits: string): number {
  return WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 10;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x81_1c_9d_c5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01_00_01_93) >>> 0;
  return value;
}
