import { findTaxpayer } from "./find-taxpayer.ts";
import { has, type Taxpayer } from "./taxpayer.ts";

/** What ARCA has registered of a taxpayer as an issuer, beyond who it is. */

/** Points of sale that are listed before any was used; all of 1–99998 may be. */
const LISTED_POINTS_OF_SALE = 10;

interface Activity {
  /** ARCA's nomenclador (CLAE), 6 digits. */
  readonly id: string;
  readonly description: string;
}

/** In the sandbox everybody does the same: a shop and a consultancy. */
const ACTIVITIES: readonly Activity[] = [
  { id: "471190", description: "VENTA AL POR MENOR EN COMERCIOS NO ESPECIALIZADOS, SIN PREDOMINIO DE PRODUCTOS ALIMENTICIOS Y BEBIDAS" },
  { id: "620100", description: "SERVICIOS DE CONSULTORES EN INFORMÁTICA Y SUMINISTROS DE PROGRAMAS DE INFORMÁTICA" },
];
/** And three of them sell what must travel with an electronic remito: meat, flour, tobacco. */
const REMITO_ACTIVITIES: readonly Activity[] = [
  { id: "101011", description: "MATANZA DE GANADO BOVINO" },
  { id: "106110", description: "MOLIENDA DE TRIGO" },
  { id: "120010", description: "PREPARACIÓN DE HOJAS DE TABACO" },
];

/** Activities of a CUIT, in their order. */
export function activitiesOf(cuit: string): readonly Activity[] {
  return cuit === MILL ? [...ACTIVITIES, ...REMITO_ACTIVITIES] : ACTIVITIES;
}

/** The taxpayer of the register with those activities. */
const MILL = "30888888000";

/** EmisionTipo of points of sale by number; `only` null: all exist, each of that kind. */
interface PointsOfSale {
  readonly only: Readonly<Record<number, string>> | null;
  readonly kind: string;
}

export const pointsOfSaleOf = (taxpayer: Taxpayer | undefined): PointsOfSale => ({ only: taxpayer?.pointsOfSale ?? null, kind: "CAE" });

/**
 * What FEParamGetPtosVenta tells, by number.
 *
 * @param used points of sale with comprobantes
 */
export function listedPointsOfSale(cuit: string, used: readonly number[]): readonly (readonly [number: number, kind: string])[] {
  const { only, kind } = pointsOfSaleOf(findTaxpayer(cuit));
  if (only) return Object.entries(only).map(([number, own]) => [Number(number), own]);
  const numbers = new Set([...Array.from({ length: LISTED_POINTS_OF_SALE }, (_, i) => i + 1), ...used]);
  return [...numbers].toSorted((a, b) => a - b).map((number) => [number, kind]);
}

const ISSUER_TRAITS = ["financial", "surety"] as const;

/** What the register knows of a listed issuer; undefined: any other, which may be whatever it says it is. */
export function issuerTraitsOf(taxpayer: Taxpayer | undefined): (typeof ISSUER_TRAITS)[number][] | undefined {
  if (!taxpayer || taxpayer.isAssumed) return undefined;
  return ISSUER_TRAITS.filter((trait) => has(taxpayer, trait));
}
