import { z } from "@hono/zod-openapi";
import { isCuit } from "../cuit.ts";
import { isCalendarDate, isInstant } from "../dates.ts";
import { formatPlain } from "../money.ts";
import type { ProblemCode } from "../problems.ts";

/** Marks a check with the row of PROBLEMS that words it. */
export const check = (code: ProblemCode, values: Record<string, string | number> = {}) => ({ params: { code, values } });

/** A text to search by. Postgres has no place for NUL, in a query neither. */
export const SearchText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => !text.includes("\0"), check("nul_character"));

/** Control characters, line ends, and what changes the direction or the look of other text (Unicode's Cc, Cf, Zl, Zp). */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** A name, or another short text that others read, in a mail or in a certificate request: on one line, and nothing that hides in it. */
export const Name = (max = 200) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !UNPRINTABLE.test(text), check("control_character"));

/** 11 digits with a right check digit; dots and dashes are dropped. */
export const Cuit = z
  .string()
  .max(20)
  .transform((text) => text.replaceAll(/[-. ]/g, ""))
  .refine(isCuit, check("cuit_check_digit"))
  .openapi({ type: "string" });

export const IsoDate = z
  .string()
  .refine(isCalendarDate, check("calendar_date"))
  .openapi({ type: "string", format: "date", example: "2026-11-24" });

/** No clock on Earth is further from UTC. */
const MAX_OFFSET_HOURS = 14;

function isWritten(text: string): boolean {
  const [, hours = "00", minutes = "00"] = /[+-](\d\d):(\d\d)$/.exec(text) ?? [];
  if (Number(hours) + Number(minutes) / 60 > MAX_OFFSET_HOURS) return false;
  return z.iso.datetime({ offset: true }).safeParse(text).success && isInstant(Date.parse(text));
}

/** An ISO 8601 instant with its offset from UTC, of the years 1 to 9999. Comes out in UTC, to the millisecond. */
export const Instant = z
  .string()
  .max(40)
  .refine(isWritten, check("instant"))
  .transform((text) => new Date(text).toISOString())
  .openapi({ type: "string", format: "date-time", example: "2026-12-01T09:00:00-03:00" });

/** Longer than any that a mail server takes (RFC 5321). */
const EMAIL_MAX = 254;

/** Lower case, for people write theirs as it comes. No wider than what the sign-in takes (better-auth: Zod's own pattern). */
export const Email = z
  .string()
  .max(EMAIL_MAX)
  .transform((text) => text.trim().toLowerCase())
  .refine((text) => z.email().safeParse(text).success, check("email_invalid"))
  .openapi({ type: "string", format: "email", example: "ana@laespiga.example" });

/**
 * A decimal not below zero, as a string (a JSON number is taken at its shortest decimal form). Comes out without leading or
 * trailing zeros.
 */
export function decimalField(integers: number, decimals: number) {
  const pattern = new RegExp(`^\\d{1,${integers}}(\\.\\d{1,${decimals}})?$`);
  return z
    .union([z.string().max(40), z.number()])
    .transform(String)
    .refine((text) => pattern.test(text), check("decimal", { integers, decimals }))
    .transform(formatPlain)
    .openapi({ type: "string", pattern: pattern.source });
}
