import { expect, test } from "vitest";
import { openLanes } from "./lanes.ts";
import { pauses } from "./pauses.ts";

test("quiet comes to an end though there is always more to do, and then work goes on", async () => {
  let runs = 0;
  const lanes = openLanes({
    // More arrives all the time.
    store: { isIdle: () => false, markInDoubt: () => undefined },
    pauses: pauses(),
    wakeUps: { noLaterThan: async () => undefined },
    run: async () => {
      runs += 1;
      await scheduler.wait(1);
    },
    gather: () => undefined,
  });
  void lanes.work("1-6");
  await scheduler.wait(10);
  const ending = lanes.quiet(() => runs);
  expect(lanes.isStopping()).toBe(true);
  await lanes.work("1-11");
  expect(lanes.isWorking("1-11")).toBe(false);
  expect(await Promise.race([ending, scheduler.wait(500).then(() => "never")])).toBe(runs);
  expect([lanes.isStopping(), lanes.isWorking("1-6")]).toEqual([false, false]);
  void lanes.work("1-6");
  await scheduler.wait(10);
  expect(runs).toBeGreaterThan(await ending);
  await lanes.quiet(() => undefined);
});
