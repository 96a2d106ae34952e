import type { Authority } from "./authority.ts";
import { type Found, lastAfter, type Ledger, nextStep, type Numbered, type Outcome, reconcile, settle } from "./lane.ts";
import { batchOf } from "./lane-key.ts";
import type { Store } from "./store.ts";

/** Turns in a row that settle nothing before the lane is left to the alarm: ARCA contradicts itself. */
const PATIENCE = 3;

/**
 * Works one lane until nothing waits. Each turn: decide (pure), write down what is about to happen, call ARCA, write down
 * what happened. It may stop dead at any `await`; the next run finds everything in the store. One run per lane at a time.
 *
 * @throws whatever the authority throws; what was in flight is then in doubt, and the next run starts by reconciling it
 */
export async function pump(lane: string, store: Store, authority: Authority, settled: (outcomes: readonly Outcome[]) => void) {
  const limit = batchOf(lane);
  let fruitless = 0;
  for (;;) {
    const step = nextStep(store.lane(lane, limit), limit);
    if (step.do === "rest") return;
    if (step.do === "reconcile") {
      const ledger = await consult(step.sent);
      record(reconcile(step.sent, ledger), ledger.last);
    } else {
      store.markSent(lane, step.batch);
      const verdicts = await authority.authorize(lane, step.batch);
      if (verdicts.length === 0) throw new Error("ARCA says nothing of any");
      const outcomes = settle(step.batch, verdicts);
      record(outcomes, lastAfter(step.batch, outcomes));
      fruitless = outcomes.length > 0 ? 0 : fruitless + 1;
      if (fruitless >= PATIENCE) throw new Error("ARCA settles nothing");
    }
  }

  function record(outcomes: readonly Outcome[], last: number | null): void {
    store.record(lane, outcomes, last);
    settled(outcomes);
  }

  /** The date of the last comprobante matters only where one of ours may be refused for its own. */
  async function consult(sent: readonly Numbered[]): Promise<Ledger> {
    const last = await authority.lastAuthorized(lane);
    const found = new Map<number, Found & { date: string }>();
    const asked = new Set(sent.map(({ number }) => number).filter((number) => number <= last));
    if (last > 0 && sent.some(({ number }) => number > last)) asked.add(last);
    for (const number of asked) {
      const there = await authority.find(lane, number);
      if (there) found.set(number, there);
    }
    return { last, lastDate: found.get(last)?.date, found };
  }
}
