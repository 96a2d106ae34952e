import { IVA_CONDITIONS, IVA_RATES } from "../../../shared/catalog.ts";
import type { IsoDate } from "../../../shared/dates.ts";
import { type ShippedTable, shippedTable } from "../../arca/parameters/shipped/index.ts";
import { ACTIVITY_GROUPS, FURTHER_DOCUMENT_TYPES, FURTHER_OPTIONAL_IDS } from "./parameters.data.ts";

/** A group of activities whose sales need an electronic remito (10222–10231). */
export type ActivityGroup = keyof typeof ACTIVITY_GROUPS;

/** ARCA's parameter tables, as the rules ask them. Those that are not shipped are asked only where they are given. */
export interface Parameters {
  readonly documentTypes: ReadonlySet<number>;
  readonly currencies: ReadonlySet<string>;
  /** Id of a tributo and its name. */
  readonly taxes: ReadonlyMap<number, string>;
  /** Id of a rate of IVA and its percentage. */
  readonly ivaRates: ReadonlyMap<number, string>;
  readonly optionals: ReadonlySet<string>;
  /** ARCA's codes of countries. */
  readonly countries: ReadonlySet<string>;
  /** Condición frente al IVA of a receiver, and the letters it may be given. */
  readonly receiverLetters: ReadonlyMap<number, string>;
  readonly activityGroups: ReadonlyMap<string, ActivityGroup>;
  /** FEParamGetCotizacion: the official rate that applies to a comprobante of that date. */
  readonly officialRate?: (MonId: string, date: IsoDate) => string | undefined;
  /** FEParamGetActividades of the issuer. */
  readonly activities?: ReadonlySet<string>;
  /** FEParamGetPtosVenta of the issuer: number and EmisionTipo. */
  readonly pointsOfSale?: PointsOfSale | undefined;
}

/** FEParamGetPtosVenta: `has` a number that is enrolled, `get` its EmisionTipo. */
export type PointsOfSale = Pick<ReadonlyMap<number, string>, "has" | "get">;

/** Rows of tables as ARCA serves them, by the catalog's names. */
export type ServedTables = Readonly<
  Partial<
    Record<
      "document_types" | "currencies" | "other_taxes" | "iva_rates" | "optionals" | "countries",
      readonly { readonly id: string; readonly description: string }[]
    >
  >
>;

const idsOf = (table: ShippedTable): string[] => shippedTable(table).map(({ id }) => id);

/** The tables as this product ships them. */
export const SHIPPED_PARAMETERS: Parameters = {
  documentTypes: new Set([...idsOf("documentTypes").map(Number), ...FURTHER_DOCUMENT_TYPES]),
  currencies: new Set(idsOf("currencies")),
  taxes: new Map(shippedTable("tributos").map(({ id, description }) => [Number(id), description])),
  ivaRates: new Map(Object.entries(IVA_RATES).map(([percent, id]) => [id, percent])),
  optionals: new Set([...idsOf("optionals"), ...FURTHER_OPTIONAL_IDS]),
  countries: new Set(idsOf("countries")),
  receiverLetters: new Map(Object.values(IVA_CONDITIONS).map(({ code, letters }) => [code, letters])),
  activityGroups: new Map(
    Object.entries(ACTIVITY_GROUPS).flatMap(([group, codes]) => codes.map((code) => [code, group as ActivityGroup] as const)),
  ),
};

/** `21%`, `10,5 %`. */
const percentOf = (description: string): string | undefined => /^(\d+(?:[.,]\d+)?) ?%$/.exec(description.trim())?.[1]?.replace(",", ".");

/** What ARCA serves, over what ships: rows are added to, and none is taken away, so that a gap in an answer refuses nothing. */
export function mergeTables(served: ServedTables): Parameters {
  const ids = (name: keyof ServedTables): string[] => (served[name] ?? []).map(({ id }) => id);
  const rates = (served.iva_rates ?? []).flatMap(({ id, description }) => {
    const percent = percentOf(description);
    return percent === undefined ? [] : [[Number(id), percent] as const];
  });
  return {
    ...SHIPPED_PARAMETERS,
    documentTypes: new Set([...SHIPPED_PARAMETERS.documentTypes, ...ids("document_types").map(Number)]),
    currencies: new Set([...SHIPPED_PARAMETERS.currencies, ...ids("currencies")]),
    taxes: new Map([...SHIPPED_PARAMETERS.taxes, ...(served.other_taxes ?? []).map((row) => [Number(row.id), row.description] as const)]),
    ivaRates: new Map([...rates, ...SHIPPED_PARAMETERS.ivaRates]),
    optionals: new Set([...SHIPPED_PARAMETERS.optionals, ...ids("optionals")]),
    countries: new Set([...SHIPPED_PARAMETERS.countries, ...ids("countries")]),
  };
}
