import { fromArcaDate, isCalendarDate } from "../../../shared/dates.ts";
import { formatPlain } from "../../../shared/money.ts";
import type { Scalar } from "./notation.ts";

/** Why a text is not of its kind. */
export type Mismatch = "format" | "overflow";

const INTEGER = /^[+-]?\d{1,40}$/;
const DECIMAL = /^[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})(e[+-]?\d{1,2})?$/i;
/** A decimal that is written as we write it already. */
const PLAIN = /^(0|-?[1-9]\d*|-?(0|[1-9]\d*)\.\d*[1-9])$/;
const BITS = { short: 16, int: 32, count: 64, long: 64 } as const;

/** The value of a text, or why it has none. */
export function readScalar(kind: Scalar, text: string): { readonly value: string | number | boolean } | { readonly wrong: Mismatch } {
  switch (kind) {
    case "short":
    case "int":
    case "count":
    case "long":
      return readInteger(kind, text);
    case "double":
    case "decimal":
      if (PLAIN.test(text)) return { value: text };
      return DECIMAL.test(text) ? { value: formatPlain(text.replace("+", "")) } : { wrong: "format" };
    case "boolean":
      return /^(true|false|0|1)$/.test(text) ? { value: text === "true" || text === "1" } : { wrong: "format" };
    case "date":
      return /^\d{8}$/.test(text) && isCalendarDate(fromArcaDate(text)) ? { value: text } : { wrong: "format" };
    case "dateTime":
      return Number.isNaN(Date.parse(text)) ? { wrong: "format" } : { value: text };
    case "string":
      return { value: text };
  }
}

function readInteger(kind: keyof typeof BITS, text: string): { readonly value: string | number } | { readonly wrong: Mismatch } {
  if (!INTEGER.test(text)) return { wrong: "format" };
  const value = BigInt(text.replace("+", ""));
  if (BigInt.asIntN(BITS[kind], value) !== value) return { wrong: "overflow" };
  if (kind === "long") return { value: value.toString() };
  const number = Number(value);
  return Number.isSafeInteger(number) ? { value: number } : { wrong: "overflow" };
}
