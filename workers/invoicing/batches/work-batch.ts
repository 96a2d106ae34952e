import { errorCode } from "../../../shared/errors.ts";
import type { Ctx } from "../../platform/context.ts";
import { log } from "../../platform/log.ts";
import { isOutage } from "../../platform/outage.ts";
import type { BatchStore, PendingItem } from "./batch-store.ts";
import { checkItem, type Issuers, issuersOnce } from "./check-item.ts";
import { handOver, laneOf } from "./hand-over.ts";
import { type Looked, recordedItems } from "./recorded-items.ts";

/** Items, and characters of their bodies, that are looked at before they are handed over. */
const CHUNK = 100;
const CHARACTERS = 2_000_000;
/** Items that are looked at together: one may ask ARCA's register. */
const AT_ONCE = 4;
/** Tries at an item that end in a fault of ours, before it is given up. */
const MAX_FAULTS = 5;

export interface Wait {
  /** Until a lane has room, by its pace: of one that has stood still that is a guess. */
  readonly seconds: number;
  /** No lane has taken anything. */
  readonly isFruitless: boolean;
}

/**
 * Hands over what waits, in order. It may stop dead at any `await`: what was handed over without being written down is handed over
 * again, and is then what it was. Where a lane takes no more, what follows in it waits as well; the other lanes do not.
 * @returns what to wait for before the next try, where a lane has too many waiting; undefined once nothing waits here
 * @throws whatever keeps it from going on
 */
export async function workBatch(ctx: Ctx, batchId: string, store: BatchStore): Promise<Wait | undefined> {
  const issuers = issuersOnce();
  const full = new Set<string>();
  let wait: number | undefined;
  let taken = 0;
  for (let from = 0; ;) {
    const items = store.pending(CHUNK, CHARACTERS, from);
    const last = items.at(-1);
    if (!last) return wait === undefined ? undefined : { seconds: wait, isFruitless: taken === 0 };
    from = last.index + 1;
    const { outcomes: known, free } = await recordedItems(ctx, batchId, await checkAll(items));
    store.record(known);
    const next = free.filter((item) => !full.has(laneOf(ctx, item)));
    store.offer(next);
    const { outcomes, waitSeconds, error } = await handOver(ctx, next);
    store.record(outcomes);
    taken += outcomes.length;
    if (error !== undefined) throw error;
    if (waitSeconds.size === 0) continue;
    for (const lane of waitSeconds.keys()) full.add(lane);
    wait = Math.max(wait ?? 0, ...waitSeconds.values());
  }

  async function checkAll(items: readonly PendingItem[]): Promise<Looked[]> {
    const looked: Looked[] = [];
    for (let from = 0; from < items.length; from += AT_ONCE) {
      looked.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map((item) => look(item, issuers)))));
    }
    return looked;
  }

  /** A fault of ours keeps an item from the others for a few tries only. */
  async function look(item: PendingItem, once: Issuers): Promise<Looked> {
    try {
      return { item, checked: await checkItem(ctx, batchId, item, once) };
    } catch (error) {
      if (isOutage(error) || errorCode(error) === "unavailable") throw error;
      store.countFault(item.index);
      if (item.faults + 1 < MAX_FAULTS) throw error;
      log("error", "batch.check.failed", { request_id: ctx.requestId, count: item.index, error });
      return { item, checked: { index: item.index, status: "failed", failure: { code: "internal" } } };
    }
  }
}
