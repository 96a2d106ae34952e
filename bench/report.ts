/** One measured figure beside what it should hold. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Digits after the point; one for milliseconds, else two. */
  readonly digits?: number;
  /** Both left out: a figure to read the others by. */
  readonly atMost?: number;
  readonly atLeast?: number;
}

export function print(title: string, figures: readonly Figure[]): void {
  console.log(`\n${title}`);
  for (const figure of figures) {
    const { name, value, unit, digits = unit === "ms" ? 1 : 2 } = figure;
    console.log(`  ${name.padEnd(45)} ${value.toFixed(digits).padStart(9)} ${unit.padEnd(6)} ${goalOf(figure)}`.trimEnd());
  }
}

function goalOf({ value, atMost, atLeast }: Figure): string {
  if (atMost !== undefined) return `≤ ${atMost}  ${value <= atMost ? "holds" : "DOES NOT HOLD"}`;
  if (atLeast !== undefined) return `≥ ${atLeast}  ${value >= atLeast ? "holds" : "DOES NOT HOLD"}`;
  return "";
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
