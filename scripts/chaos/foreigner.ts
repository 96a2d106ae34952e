import { setTimeout as sleep } from "node:timers/promises";
import { type Clients, isSettled, type Notes, startNotes } from "./client.ts";
import { type Lane, NOBODY, saleOf } from "./plan.ts";
import type { Random } from "./random.ts";
import type { Arca } from "./run-arca.ts";

interface ForeignerOptions {
  readonly arca: Arca;
  readonly clients: Clients;
  readonly random: Random;
  /** Where clients keep coming. */
  readonly busy: readonly [Lane, ...Lane[]];
  /** A lane that it has for itself, with sales of its own. */
  readonly quiet: Lane;
  readonly everyMs: number;
  readonly signal: AbortSignal;
}

/** Two comprobantes within this time of each other nobody could tell apart: the tolerance of the product's own match. */
const APART_MS = 9_000;
const AMBUSH_MS = 20_000;
const PRICE = "1500.00";

/**
 * Another system of the same CUIT that issues the very same comprobantes. Those of other content are part of ARCA's weather.
 * @returns how often it did, and the sales on its own lane
 */
export async function startForeigner(options: ForeignerOptions) {
  const { arca, random, busy, everyMs, signal } = options;
  const sales: Notes[] = [];
  const did = { ambushes: 0, before: 0 };
  while (!signal.aborted) {
    if (await issueBefore(options, sales)) did.before++;
    if (signal.aborted) break;
    const happened = await arca.ambush(random.pick(busy).name, AMBUSH_MS);
    if (happened) did.ambushes++;
    await sleep(everyMs, undefined, { signal }).catch(() => {});
  }
  return { did, sales };
}

/**
 * The lane is known to be shared, and rests. Another system issues what our next sale will say, well before it; then our own
 * request for that number is cut. What is found at that number looks like ours, and is not.
 */
async function issueBefore({ arca, clients, quiet, signal }: ForeignerOptions, sales: Notes[]): Promise<boolean> {
  const first = sales.length === 0;
  const sell = async () => {
    const plans = Array.from({ length: 3 }, (_, i) =>
      saleOf({ key: `quiet-${sales.length + i}`, lane: quiet, buyer: NOBODY, price: PRICE, detached: false, cancels: false }),
    );
    const started = plans.map(startNotes);
    sales.push(...started);
    await Promise.all(started.map((notes) => clients.settle(notes)));
    return started.every(isSettled);
  };
  if (first) {
    await sell();
    await arca.foreign(quiet.name, false);
    await sell();
  }
  if (signal.aborted) return false;
  await sleep(APART_MS);
  const { issued } = await arca.foreign(quiet.name, true);
  await sleep(APART_MS);
  await arca.force(quiet.name, "cut");
  await sell();
  return issued !== null;
}
