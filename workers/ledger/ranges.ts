import type { LedgerFinding } from "../../shared/schemas/ledger-report.ts";

type Ranges = LedgerFinding["numbers"];

/** Ascending numbers as runs of consecutive ones. */
export function rangesOf(numbers: readonly number[]): Ranges {
  const ranges: Ranges = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last?.to === number - 1) last.to = number;
    else ranges.push({ from: number, to: number });
  }
  return ranges;
}
