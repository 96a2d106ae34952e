import { describe, expect, test } from "vitest";
import type { BudgetName, Demand } from "../../platform/key-meter.ts";
import { EMPTY_METER, type Meter, take, WINDOW_MS } from "./budget.ts";
import { gcra } from "./gcra.ts";
import { NO_LEASE, renewed, spend } from "./lease.ts";
import { createLimiter, type KeyMeters } from "./limiter.ts";

const T0 = Date.parse("2026-11-24T12:00:00Z");
const one = { budget: "issuing", units: 1, limit: 1000, partial: false } as const;

describe("an hour", () => {
  test("admits exactly its limit, and begins anew when it is over", () => {
    let meter: Meter = EMPTY_METER;
    let admitted = 0;
    const attempt = (now: number) => {
      const taken = take(meter, one, now);
      meter = taken.meter;
      admitted += taken.grant.units;
      return taken.grant;
    };
    for (let n = 0; n < 1500; n++) attempt(T0 + n);
    expect(admitted).toBe(1000);
    expect(attempt(T0 + 1500)).toEqual({ units: 0, remaining: 0, reset: 3599, retryAfter: 3599 });
    expect(attempt(T0 + WINDOW_MS - 1).units).toBe(0);
    expect(attempt(T0 + WINDOW_MS)).toEqual({ units: 1, remaining: 999, reset: 3600, retryAfter: 0 });
  });

  test("takes all of a demand or none, unless less will do", () => {
    const { meter } = take(EMPTY_METER, { ...one, units: 990 }, T0);
    expect(take(meter, { ...one, units: 11 }, T0)).toMatchObject({ meter, grant: { units: 0, remaining: 10 } });
    expect(take(meter, { ...one, units: 11, partial: true }, T0).grant).toMatchObject({ units: 10, remaining: 0 });
    expect(take(meter, { ...one, units: 10 }, T0).grant).toMatchObject({ units: 10, remaining: 0 });
  });

  test("keeps its budgets apart", () => {
    const { meter } = take(EMPTY_METER, { ...one, units: 900 }, T0);
    expect(take(meter, { ...one, budget: "reads", units: 100 }, T0).grant).toMatchObject({ units: 100, remaining: 900 });
  });

  test("that is larger than usual is not used up in an instant", () => {
    const large = { ...one, limit: 100_000 };
    const { meter } = take(EMPTY_METER, { ...large, units: 1000 }, T0);
    expect(take(meter, large, T0).grant).toMatchObject({ units: 0, remaining: 99_000, retryAfter: 1 });
    expect(take(meter, { ...large, units: 100 }, T0 + 1000).grant.units).toBe(100);
    expect(take(EMPTY_METER, { ...large, units: 1500, partial: true }, T0).grant).toMatchObject({ units: 1000, remaining: 99_000 });
    expect(take(EMPTY_METER, { ...one, limit: 1_000_000, units: 5000 }, T0).grant.units).toBe(5000);
  });

  test("tells what is left for nothing", () => {
    const { meter } = take(EMPTY_METER, { ...one, units: 990 }, T0);
    expect(take(meter, { ...one, units: 0 }, T0)).toMatchObject({ meter, grant: { units: 0, remaining: 10 } });
  });
});

test("the burst guard admits its burst, and then as it flows", () => {
  const rate = { limit: 10, window: 1, burst: 5 };
  let tat = 0;
  const ok = (now: number) => {
    const found = gcra(tat, now, rate, 1);
    tat = found.tat;
    return found.ok;
  };
  expect(Array.from({ length: 7 }, () => ok(T0)).filter(Boolean)).toHaveLength(5);
  expect([ok(T0 + 99), ok(T0 + 100), ok(T0 + 150), ok(T0 + 200)]).toEqual([false, true, false, true]);
  expect(gcra(T0 + 10_000, T0, rate, 1).retryAfter).toBe(10);
});

test("a lease is spent, runs low, and ends after five seconds", () => {
  const lease = renewed(NO_LEASE, 10, T0);
  expect(spend(NO_LEASE, 1, T0)).toBeUndefined();
  expect(spend(lease, 7, T0 + 4999)).toEqual({ lease: { left: 3, until: T0 + 5000 }, low: false });
  expect(spend(lease, 8, T0)).toMatchObject({ low: true });
  expect(spend(lease, 11, T0)).toBeUndefined();
  expect(spend(lease, 1, T0 + 5000)).toBeUndefined();
  expect(renewed(lease, 10, T0 + 1000)).toEqual({ left: 20, until: T0 + 6000 });
  expect(renewed(lease, 10, T0 + 6000)).toEqual({ left: 10, until: T0 + 11_000 });
});

describe("the limiter", () => {
  /** A key's object, some time away. */
  function meters(limit: number) {
    let meter: Meter = EMPTY_METER;
    let calls = 0;
    const ask = async (_: string, demand: Demand) => {
      calls += 1;
      await new Promise((done) => setTimeout(done, 1));
      const taken = take(meter, { ...demand, limit }, Date.now());
      meter = taken.meter;
      return taken.grant;
    };
    return { take: ask, calls: () => calls, taken: () => meter.windows.reads?.taken };
  }
  const limits = { reads: 1000, issuing: 1000, lookups: 1000 };
  /** One isolate, as it takes of that object. */
  function isolate(object: KeyMeters, later: (work: Promise<void>) => void = () => {}) {
    const limiter = createLimiter();
    return async (budget: BudgetName, cost = 1) => {
      const standing = await limiter({ hash: "hash", limits, budget, cost, now: Date.now(), meters: object, later });
      if (standing === "ended") throw new Error("the key has ended");
      return standing;
    };
  }

  test.each(["reads", "issuing"] as const)("of 1,500 %s at once admits exactly 1,000", async (budget) => {
    const ask = isolate(meters(1000));
    const answers = await Promise.all(Array.from({ length: 1500 }, () => ask(budget)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1000);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ remaining: 0, retryAfter: expect.any(Number) });
  });

  test("of several isolates together too", async () => {
    const object = meters(1000);
    const isolates = Array.from({ length: 5 }, () => isolate(object));
    const answers = await Promise.all(isolates.flatMap((ask) => Array.from({ length: 300 }, () => ask("reads"))));
    expect(answers.filter(({ ok }) => ok).length).toBeLessThanOrEqual(1000);
    expect(answers.filter(({ ok }) => ok).length).toBeGreaterThan(950);
    expect(object.taken()).toBe(1000);
  });

  test("asks the object once for several reads, and before the lease is empty", async () => {
    const object = meters(1000);
    const fetches: Promise<void>[] = [];
    const ask = isolate(object, (work) => fetches.push(work));
    for (let n = 0; n < 7; n++) expect(await ask("reads")).toMatchObject({ ok: true, remaining: 999 - n });
    expect([object.calls(), fetches.length]).toEqual([1, 1]);
    await ask("reads");
    await Promise.all(fetches);
    expect([object.calls(), fetches.length]).toEqual([2, 2]);
    expect(await ask("reads")).toMatchObject({ ok: true, remaining: 991 });
  });

  test("asks the object for each issuing", async () => {
    const object = meters(2);
    const ask = isolate(object);
    expect(await ask("issuing", 2)).toMatchObject({ ok: true, remaining: 0 });
    expect(await ask("issuing")).toMatchObject({ ok: false, remaining: 0 });
    expect(object.calls()).toBe(2);
  });

  test.each(["reads", "issuing"] as const)("lets no %s through once the key has ended", async (budget) => {
    await expect(isolate({ take: async () => "ended" })(budget)).rejects.toThrow("the key has ended");
  });
});
