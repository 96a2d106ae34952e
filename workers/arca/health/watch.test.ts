import { expect, test } from "vitest";
import type { CallReport } from "../timed.ts";
import { afterCall, type Breaker, closedBreaker, permitCall } from "./breaker.ts";
import { isAnswered, type ServiceCall } from "./report.ts";
import { openWatch } from "./watch.ts";

const PAUSES = { first: 1_000, longest: 4_000 };
const OK: CallReport = { operation: "FECAESolicitar", ms: 40, outcome: "ok" };
const LOST: CallReport = { operation: "FECAESolicitar", ms: 40, outcome: "connection_lost" };

/** A health object in memory, a clock, and work that is put off until `settle`. */
function world() {
  const clock = { now: 1_000 };
  const state: { breaker: Breaker } = { breaker: closedBreaker(0) };
  const reports: ServiceCall[][] = [];
  const put: { ms: number; work: () => Promise<void> }[] = [];
  const asked: string[] = [];
  const health = {
    report: async (calls: readonly ServiceCall[]) => {
      reports.push([...calls]);
      for (const call of calls) state.breaker = afterCall(state.breaker, isAnswered(call), clock.now, PAUSES);
      return { wsfe: state.breaker };
    },
    permit: async (service: string) => {
      asked.push(service);
      const { breaker, permit } = permitCall(state.breaker, clock.now);
      state.breaker = breaker;
      return permit;
    },
  };
  const watch = () => openWatch({ health, now: () => clock.now, later: (ms, work) => void put.push({ ms, work }) });
  const settle = async () => {
    for (const { work } of put.splice(0)) await work();
  };
  return { watch, clock, state, reports, put, asked, settle };
}

const noProbe = () => Promise.reject(new Error("nobody asked for a probe"));

test("while all is well a call asks nobody, and reports travel together", async () => {
  const { watch, reports, put, asked, settle } = world();
  const mine = watch();
  for (let i = 0; i < 3; i++) {
    await mine.gate("wsfe", noProbe);
    mine.onCall("wsfe", OK);
  }
  expect(put.map(({ ms }) => ms)).toEqual([2_000]);
  await settle();
  expect(reports.map(({ length }) => length)).toEqual([3]);
  expect(reports[0]?.[0]).toMatchObject({ service: "wsfe", operation: "FECAESolicitar", ms: 40, at: 1_000 });
  expect(asked).toEqual([]);
});

test("a failure is reported at once", () => {
  const { watch, put } = world();
  const mine = watch();
  mine.onCall("wsfe", OK);
  mine.onCall("wsfe", LOST);
  expect(put.map(({ ms }) => ms)).toEqual([2_000, 0]);
});

test("after five the next call fails without being made, until the pause is over; then one probes", async () => {
  const { watch, clock, state, settle } = world();
  const mine = watch();
  for (let i = 0; i < 5; i++) mine.onCall("wsfe", LOST);
  const expected = { code: "circuit_open", certainty: "not_sent", retryAfterSeconds: 1 };
  await expect(mine.gate("wsfe", noProbe)).rejects.toMatchObject(expected);
  clock.now += 1_000;
  let probes = 0;
  await mine.gate("wsfe", async () => {
    probes += 1;
    mine.onCall("wsfe", { ...OK, operation: "FEDummy" });
  });
  expect(probes).toBe(1);
  await settle();
  expect(state.breaker.status).toBe("closed");
  await mine.gate("wsfe", noProbe);
});

test("a probe that fails begins the pause again", async () => {
  const { watch, clock, state, settle } = world();
  const mine = watch();
  for (let i = 0; i < 5; i++) mine.onCall("wsfe", LOST);
  await settle();
  clock.now += 1_000;
  const probe = async () => {
    mine.onCall("wsfe", { ...LOST, operation: "FEDummy" });
    throw new Error("still down");
  };
  await expect(mine.gate("wsfe", probe)).rejects.toMatchObject({ code: "circuit_open", retryAfterSeconds: 2 });
  expect(state.breaker).toMatchObject({ status: "open", retryAt: clock.now + 2_000 });
  await expect(mine.gate("wsfe", noProbe)).rejects.toMatchObject({ code: "circuit_open", retryAfterSeconds: 2 });
});

test("one caller's failures keep the others away too, and each goes on as soon as anybody got through", async () => {
  const { watch, clock, settle } = world();
  const [mine, theirs] = [watch(), watch()];
  for (let i = 0; i < 5; i++) mine.onCall("wsfe", LOST);
  await settle();
  theirs.onCall("wsfe", LOST);
  await settle();
  await expect(theirs.gate("wsfe", noProbe)).rejects.toMatchObject({ code: "circuit_open" });
  clock.now += 1_000;
  await mine.gate("wsfe", async () => mine.onCall("wsfe", OK));
  await settle();
  await theirs.gate("wsfe", noProbe);
});

test("what ARCA answers is no failure, whatever it says; other services are not concerned", async () => {
  const { watch, asked } = world();
  const mine = watch();
  for (let i = 0; i < 9; i++) mine.onCall("wsfe", { ...OK, outcome: i % 2 ? "arca_errors" : "soap_fault" });
  await mine.gate("wsfe", noProbe);
  for (let i = 0; i < 5; i++) mine.onCall("wsfe", LOST);
  await mine.gate("wsfex", noProbe);
  expect(asked).toEqual([]);
});
