import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { wakeUps } from "./wake-ups.ts";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const OVERDUE_MS = 10_000;

beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

/** @param alarm milliseconds from now at which one is set */
function object(alarm: number | null) {
  let set = alarm === null ? null : NOW + alarm;
  const storage = {
    getAlarm: async () => set,
    setAlarm: async (time: number) => {
      set = time;
    },
  };
  return { ...wakeUps(storage as unknown as DurableObjectStorage), isAt: () => (set === null ? null : set - NOW) };
}

test.each<[what: string, set: number | null, then: number]>([
  ["none is set", null, 2_000],
  ["one is to come", 30_000, 30_000],
  ["one is due, and its handler may be running", -3_000, -3_000],
  ["one is long overdue", -60_000, 2_000],
])("a wake-up is there where %s", async (_, set, then) => {
  const alarms = object(set);
  await alarms.arm();
  expect(alarms.isAt()).toBe(then);
});

test("its handler sets one anew first, whatever was set", async () => {
  const alarms = object(30_000);
  await alarms.rearm();
  expect(alarms.isAt()).toBe(2_000);
});

test.each<[what: string, times: readonly number[], then: number]>([
  ["of several", [9_000, 4_000, 60_000], 4_000],
  ["of a time that is over", [-9_000, 60_000], 1],
])("its handler leaves it at the first %s", async (_, times, then) => {
  const alarms = object(2_000);
  await alarms.at(...times.map((time) => NOW + time));
  expect(alarms.isAt()).toBe(then);
});

test.each<[what: string, set: number | null, time: number, then: number]>([
  ["where none is set", null, 7_000, 7_000],
  ["where it is set for later", 9_000, 7_000, 7_000],
  ["where it is set for before", 2_000, 7_000, 2_000],
  ["where that is at once", 2_000, -NOW, 1],
])("what rests is begun again no later than it may be, %s", async (_, set, time, then) => {
  const alarms = object(set);
  await alarms.noLaterThan(NOW + time);
  expect(alarms.isAt()).toBe(then);
});

test("when it comes is known, 0 where none is set", async () => {
  expect([await object(null).next(), await object(2_000).next()]).toEqual([0, NOW + 2_000]);
});

test("a change that is noted sets it without being waited for, again and again", async () => {
  const alarms = object(null);
  alarms.watch();
  alarms.watch();
  await scheduler.wait(0);
  expect(alarms.isAt()).toBe(2_000);
  vi.setSystemTime(NOW + 2_000 + OVERDUE_MS + 1);
  alarms.watch();
  await scheduler.wait(0);
  expect(alarms.isAt()).toBe(2_000 + OVERDUE_MS + 1 + 2_000);
});
