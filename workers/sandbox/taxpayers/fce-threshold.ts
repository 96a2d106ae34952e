import type { IsoDate } from "../../../shared/dates.ts";

/** Pesos from which a large company is given a Factura de Crédito. Newest first; Resolución 1/2026 of the SePyME. */
const THRESHOLDS: readonly { readonly since: IsoDate; readonly amount: string }[] = [
  { since: "2026-04-14", amount: "5549862" },
  { since: "2025-04-01", amount: "3958316" },
];

export const fceThreshold = (on: IsoDate): string | null => THRESHOLDS.find(({ since }) => since <= on)?.amount ?? null;
