import { setTimeout as sleep } from "node:timers/promises";
import { clientsOf, isSettled, type Notes, startNotes } from "./client.ts";
import { startForeigner } from "./foreigner.ts";
import { startKiller } from "./killer.ts";
import type { Options } from "./options.ts";
import { causeOutages } from "./outages.ts";
import { startPerson } from "./person.ts";
import { type Lane, planSale } from "./plan.ts";
import { randomFrom } from "./random.ts";
import type { Arca } from "./run-arca.ts";
import type { Product } from "./run-product.ts";

interface StormOptions {
  readonly options: Options;
  readonly arca: Arca;
  readonly product: Product;
  readonly busy: readonly [Lane, ...Lane[]];
  readonly quiet: Lane;
}

const PROGRESS_MS = 5_000;
/** So many turns of a client begin with a batch; a sixth of all sales come in one. */
const BATCHES = 0.01;
const MOST_IN_BATCH = 40;
/** Settled sales that are asked for once more at the end. */
const ASKED_AGAIN = 3_000;

export type Storm = Awaited<ReturnType<typeof weather>>;

/**
 * Clients sell while everything breaks; then the weather turns fine, and they go on until each has its answer. At the end some ask
 * once more for what they have been told.
 */
export async function weather({ options, arca, product, busy, quiet }: StormOptions) {
  const { seed, invoices, clients: count, patience } = options;
  const [storm, end] = [new AbortController(), new AbortController()];
  const every = (seconds: number, offset: number) => ({
    random: randomFrom(seed + offset),
    everyMs: seconds * 1_000,
    signal: storm.signal,
  });
  const clients = clientsOf({ product, random: randomFrom(seed + 1), signal: end.signal });
  const killer = startKiller(product, { ...every(options["kill-every"], 2), arca });
  const outages = causeOutages(product, every(options["outage-every"], 3));
  const foreigner = startForeigner({ ...every(options["foreign-every"], 4), arca, clients, busy, quiet });
  const person = options.unattended ? undefined : startPerson(product, { arca, lanes: [...busy, quiet], signal: end.signal });

  const random = randomFrom(seed);
  const sales: Notes[] = [];
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1_000;
  const progress = setInterval(() => report(), PROGRESS_MS);
  let settled = 0;

  function report(): void {
    const kills = Object.values(killer.kills).reduce((sum, one) => sum + one, 0);
    const rate = (settled / seconds()).toFixed(0);
    console.error(
      `${seconds().toFixed(0).padStart(5)} s  ${settled}/${invoices} settled  ${rate}/s  ${sales.length} begun  ${kills} kills`,
    );
  }

  function begin(): Notes {
    const notes = startNotes(planSale(random, random.pick(busy), sales.length));
    sales.push(notes);
    return notes;
  }

  async function batch(): Promise<void> {
    const key = `batch-${sales.length}`;
    const all = Array.from({ length: 2 + random.below(MOST_IN_BATCH) }, begin);
    await clients.settleBatch(key, all);
    settled += all.filter(isSettled).length;
  }

  async function client(): Promise<void> {
    while (sales.length < invoices) {
      if (random.chance(BATCHES)) await batch();
      const notes = begin();
      await clients.settle(notes);
      if (isSettled(notes)) settled++;
    }
  }

  const selling = Promise.all(Array.from({ length: Math.min(count, invoices) }, client));
  // The last sales of all have storm enough behind them.
  while (sales.length < invoices) await sleep(100);
  storm.abort();
  await killer.done;
  const [outageCounts, foreign] = await Promise.all([outages, foreigner]);
  await arca.setWeather({});
  const stormSeconds = seconds();
  const late = setTimeout(() => end.abort(), patience * 1_000);
  await selling;
  const allSeconds = seconds();
  clearTimeout(late);
  clearInterval(progress);
  report();
  return {
    sales: [...sales, ...foreign.sales],
    kills: killer.kills,
    outages: outageCounts,
    foreign: foreign.did,
    stormSeconds,
    seconds: allSeconds,
    /** Repeats requests that have been answered for good. */
    async askAgain(): Promise<number> {
      const again = sales.filter((notes) => notes.tries > 0 && isSettled(notes)).slice(-ASKED_AGAIN);
      const queue = [...again];
      const one = async () => {
        for (let next = queue.pop(); next; next = queue.pop()) await clients.ask(next);
      };
      await Promise.all(Array.from({ length: 20 }, one));
      return again.length;
    },
    async dismissPerson() {
      end.abort();
      return person;
    },
  };
}
