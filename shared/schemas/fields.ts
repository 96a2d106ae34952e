import { z } from "@hono/zod-openapi";
import { isCuit } from "../cuit.ts";
import { isCalendarDate } from "../dates.ts";
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
