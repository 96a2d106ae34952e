import type { IsoDate } from "../../../shared/dates.ts";

interface DatedAmount {
  readonly since: IsoDate;
  readonly amount: string;
  /** The resolution that set it. */
  readonly source: string;
}

/** Pesos from which a consumidor final must be identified (10014, 10015). Newest first. RG 5866/2026 restates the first. */
const IDENTIFICATION: readonly [DatedAmount, ...DatedAmount[]] = [
  { since: "2025-05-29", amount: "10000000", source: "RG 5700/2025" },
  { since: "2024-12-26", amount: "417288", source: "RG 5616/2024" },
];

/** The one in force on a day; before all that are known, the oldest. */
export function identificationThreshold(on: IsoDate): DatedAmount {
  return IDENTIFICATION.find(({ since }) => since <= on) ?? IDENTIFICATION.at(-1) ?? IDENTIFICATION[0];
}
