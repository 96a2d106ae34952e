/** One measured figure beside what it should hold. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Left out: a figure to read the others by. */
  readonly atMost?: number;
}

export function print(title: string, figures: readonly Figure[]): void {
  console.log(`\n${title}`);
  for (const { name, value, unit, atMost } of figures) {
    const goal = atMost === undefined ? "" : `≤ ${atMost}  ${value <= atMost ? "holds" : "DOES NOT HOLD"}`;
    console.log(`  ${name.padEnd(45)} ${value.toFixed(unit === "ms" ? 1 : 2).padStart(9)} ${unit.padEnd(6)} ${goal}`.trimEnd());
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
