import type { Random } from "../../scripts/chaos/random.ts";

/**
 * What goes wrong with one call. Applied, and the caller does not hear of it: `lost` (cut), `lost_silence`, `truncated`,
 * `lost_501`. Not applied: `cut`, `reset`, `hang` (silence), `html_503`, `http_500`, and ARCA's own 500, 501, 502, 600. `late`: silence,
 * and applied when everybody has given up. `foreign`: another system of the same CUIT takes the number a moment before.
 */
const FAULTS = [
  "lost",
  "lost_silence",
  "truncated",
  "lost_501",
  "cut",
  "reset",
  "hang",
  "html_503",
  "http_500",
  "arca_500",
  "arca_501",
  "arca_502",
  "arca_600",
  "late",
  "foreign",
] as const;
export type Fault = (typeof FAULTS)[number];

/** Probability of each for a FECAESolicitar. */
export type Weather = Readonly<Partial<Record<Fault, number>>>;

/** Those that a question of ours can meet; a fifth as often. */
const OF_READS: ReadonlySet<Fault> = new Set(["cut", "reset", "hang", "html_503", "http_500", "truncated", "arca_500", "arca_501"]);
const READS_SHARE = 0.2;

export function draw(weather: Weather, random: Random, operation: string): Fault | undefined {
  const read = operation !== "FECAESolicitar";
  let left = random.next() / (read ? READS_SHARE : 1);
  for (const fault of FAULTS) {
    left -= weather[fault] ?? 0;
    if (left < 0) return read && !OF_READS.has(fault) ? undefined : fault;
  }
  return undefined;
}
