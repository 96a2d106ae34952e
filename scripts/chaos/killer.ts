import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "./random.ts";
import type { Arca } from "./run-arca.ts";
import type { Product, Victim } from "./run-product.ts";

interface KillerOptions {
  readonly arca: Arca;
  readonly random: Random;
  readonly everyMs: number;
  readonly signal: AbortSignal;
}

/** Mostly the Workers' own process, as a crash or an eviction would; seldom the one in front; rarely all of it. */
function victim(random: Random): Victim {
  const drawn = random.next();
  if (drawn < 0.04) return "all";
  return drawn < 0.12 ? "front" : "user";
}

/** SIGKILL every few seconds until told to stop. */
export function startKiller(product: Product, { arca, random, everyMs, signal }: KillerOptions) {
  const kills: Record<Victim, number> = { user: 0, front: 0, all: 0 };
  const done = (async () => {
    while (!signal.aborted) {
      await sleep(everyMs * (0.5 + random.next()), undefined, { signal }).catch(() => {});
      if (signal.aborted || !(await arca.mayKill())) continue;
      const chosen = victim(random);
      if (await product.kill(chosen)) kills[chosen]++;
      await arca.killed();
    }
  })();
  return { kills, done };
}
