import { isPointOfSale } from "./check-header.ts";
import { type Parameters, type PointsOfSale, SHIPPED_PARAMETERS } from "./parameters.ts";
import type { IssuerTrait } from "./rule.ts";

/** What ARCA is known to have of one issuer, as it crosses from one object to another. What is left out is not known. */
export interface IssuerFacts {
  /** FEParamGetCotizacion, where one rate holds on every day: pesos to the unit by currency. */
  readonly rates?: Readonly<Record<string, string>> | undefined;
  /** FEParamGetActividades. */
  readonly activities?: readonly string[] | undefined;
  /** FEParamGetPtosVenta: EmisionTipo by number. `only` null: all exist, each of that kind. */
  readonly pointsOfSale?: { readonly only: Readonly<Record<number, string>> | null; readonly kind: string } | undefined;
  readonly traits?: readonly IssuerTrait[] | undefined;
}

/** The same as the rules ask it. */
export interface Known {
  readonly parameters: Parameters;
  readonly issuerTraits?: ReadonlySet<IssuerTrait> | undefined;
}

/** @param tables ARCA's; those shipped, if left out */
export function knownFrom(facts: IssuerFacts, tables: Parameters = SHIPPED_PARAMETERS): Known {
  const { rates, activities, pointsOfSale, traits } = facts;
  return {
    parameters: {
      ...tables,
      ...(rates && { officialRate: (MonId) => (Object.hasOwn(rates, MonId) ? rates[MonId] : undefined) }),
      ...(activities && { activities: new Set(activities) }),
      ...(pointsOfSale && { pointsOfSale: enrolled(pointsOfSale) }),
    },
    ...(traits && { issuerTraits: new Set(traits) }),
  };
}

function enrolled({ only, kind }: NonNullable<IssuerFacts["pointsOfSale"]>): PointsOfSale {
  if (only) return new Map(Object.entries(only).map(([number, own]) => [Number(number), own]));
  return { has: isPointOfSale, get: (number) => (isPointOfSale(number) ? kind : undefined) };
}
