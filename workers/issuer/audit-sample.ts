import type { KnownLane } from "../db/issuer-objects.ts";

/** How many of a lane's last numbers are accounted for. */
export const WINDOW = 200;
/** Comprobantes of a lane that are read. */
const SAMPLE = 20;

/**
 * Which numbers of a lane an audit reads: the last one of each issuer, and others by chance from all that were issued.
 * @param parts each issuer's part of the lane. @param random from 0 to below 1
 */
export function sampleOf(parts: readonly Pick<KnownLane, "first" | "last">[], arcaLast: number, random: () => number): number[] {
  const lasts = parts.map(({ last }) => last).slice(0, SAMPLE);
  const first = Math.min(...parts.map((part) => part.first));
  const last = Math.min(arcaLast, Math.max(...lasts));
  const chosen = new Set(lasts.filter((number) => number <= arcaLast));
  const others = last < first ? 0 : Math.max(0, SAMPLE - chosen.size);
  for (let i = 0; i < others; i += 1) chosen.add(first + Math.floor(random() * (last - first + 1)));
  return [...chosen].toSorted((a, b) => a - b);
}

/** Numbers from `from` to `to`, without those of `known`, each with whether it lies between numbers of ours. */
export function unknownNumbers(
  from: number,
  to: number,
  known: ReadonlySet<number>,
  parts: readonly Pick<KnownLane, "first" | "last">[],
): { readonly between: number[]; readonly beyond: number[] } {
  const first = Math.min(...parts.map((part) => part.first));
  const last = Math.max(...parts.map((part) => part.last));
  const unknown = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i).filter((number) => !known.has(number));
  const isBetween = (number: number) => number > first && number < last;
  return { between: unknown.filter(isBetween), beyond: unknown.filter((number) => !isBetween(number)) };
}
