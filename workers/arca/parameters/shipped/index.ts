/** ARCA's parameter tables as they were when this version was made. Read when they are asked for, and once. */
import { cuitCheckDigit } from "../../../../shared/cuit.ts";
import { fromArcaDate } from "../../../../shared/dates.ts";
import type { ParameterRow } from "../../parameter-row.ts";
import * as countries from "./countries.data.ts";
import * as wscdc from "./wscdc.data.ts";
import * as wsfe from "./wsfe.data.ts";
import * as wsfex from "./wsfex.data.ts";

const TEXTS = {
  comprobanteTypes: wsfe.COMPROBANTE_TYPES,
  concepts: wsfe.CONCEPT_TYPES,
  documentTypes: wsfe.DOCUMENT_TYPES,
  ivaRates: wsfe.IVA_TYPES,
  currencies: wsfe.CURRENCIES,
  optionals: wsfe.OPTIONAL_TYPES,
  tributos: wsfe.TRIBUTO_TYPES,
  countries: countries.COUNTRIES,
  exportTypes: wsfex.EXPORT_TYPES,
  exportKinds: wsfex.EXPORT_KINDS,
  incoterms: wsfex.INCOTERMS,
  languages: wsfex.LANGUAGES,
  units: wsfex.UNITS,
  verifiableTypes: wscdc.VERIFIABLE_TYPES,
  verifiableModes: wscdc.VERIFIABLE_MODES,
} as const;
export type ShippedTable = keyof typeof TEXTS;

const read = new Map<ShippedTable, readonly ParameterRow[]>();

/** Rows in ARCA's order. */
export function shippedTable(name: ShippedTable): readonly ParameterRow[] {
  const known = read.get(name);
  if (known) return known;
  const rows = linesOf(TEXTS[name]).map(([id, description, from]): ParameterRow => {
    return { id, description, from: from ? fromArcaDate(from) : null, to: null };
  });
  read.set(name, rows);
  return rows;
}

/** Condición frente al IVA of receivers, with the classes of comprobante that each may be given, as ARCA writes them: `A/ALEY/C`. */
export const shippedConditions = (): { id: number; description: string; classes: string }[] =>
  linesOf(wsfe.RECEIVER_CONDITIONS).map(([id, description, classes = ""]) => ({ id: Number(id), description, classes }));

/** The CUITs that stand for a country, of a person, of anything else, and of a company, in ARCA's order. */
export function shippedCountryCuits(): { cuit: string; description: string }[] {
  return COUNTRY_KINDS.flatMap(({ prefix, kind }) =>
    linesOf(countries.COUNTRY_CUITS).map(([code, name]) => {
      const stem = `${prefix}${code}`;
      return { cuit: stem + (WRONG_DIGITS[stem] ?? cuitCheckDigit(stem)), description: `${name} - ${kind}` };
    }),
  );
}

const COUNTRY_KINDS = [
  { prefix: "5000000", kind: "Persona Física" },
  { prefix: "5160000", kind: "Otro tipo de Entidad" },
  { prefix: "5500000", kind: "Persona Jurídica" },
] as const;
/** ARCA's own table gives these three a check digit that is not theirs. */
const WRONG_DIGITS: Readonly<Record<string, string>> = { "5000000288": "2", "5500000288": "4", "5500000506": "9" };

const linesOf = (text: string): [string, string, string?][] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.split("|") as [string, string, string?]);
