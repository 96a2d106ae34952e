import { setTimeout as sleep } from "node:timers/promises";
import type { Product } from "./run-product.ts";
import type { Random } from "./random.ts";

/** Postgres as the Worker meets it. `cut`: gone; `hang`: silent; `lost`: it commits, and the answer does not arrive. */
export type Outage = "cut" | "hang" | "lost";

/** Takes Postgres away now and then until told to stop. @returns how often of each kind, and how long in all */
export async function causeOutages(
  product: Product,
  { random, everyMs, signal }: { random: Random; everyMs: number; signal: AbortSignal },
) {
  const counts: Record<string, number> = {};
  let totalMs = 0;
  while (!signal.aborted) {
    await sleep(everyMs * (0.5 + random.next()), undefined, { signal }).catch(() => {});
    if (signal.aborted) break;
    const kind = random.pick(["cut", "hang", "lost"]);
    const lengthMs = 500 + random.below(Math.min(6_000, everyMs));
    product.setOutage(kind);
    counts[kind] = (counts[kind] ?? 0) + 1;
    totalMs += lengthMs;
    await sleep(lengthMs, undefined, { signal }).catch(() => {});
    product.setOutage(undefined);
  }
  return { counts, seconds: Math.round(totalMs / 1000) };
}
