import type { IsoDate } from "../../../shared/dates.ts";

interface DatedAmount {
  readonly since: IsoDate;
  readonly amount: string;
}

/** Pesos from which a consumidor final must be identified (10015). Newest first. */
const IDENTIFICATION: readonly DatedAmount[] = [
  { since: "2025-05-29", amount: "10000000" }, // RG 5700/2025, restated by RG 5866/2026
  { since: "2024-12-26", amount: "417288" }, // RG 5616/2024
];

/** Day from which a comprobante without the receiver's condición frente al IVA is refused: 10246 in place of 10245. RG 5616/2024. */
export const RECEIVER_CONDITION_REQUIRED_SINCE: IsoDate = "2026-12-01";

export function identificationThreshold(on: IsoDate): string {
  return (IDENTIFICATION.find(({ since }) => since <= on) ?? IDENTIFICATION.at(-1))?.amount ?? "0";
}
