import { expect, test } from "vitest";
import { type Attempts, begin, forgive } from "./attempts.ts";

const LIMIT = { most: 3, windowMs: 1000 };

/** Attempts begun one after the other. */
function run(...times: number[]) {
  let attempts: Attempts = [];
  return times.map((at) => {
    const begun = begin(attempts, at, LIMIT);
    ({ attempts } = begun);
    return begun.allowed ? "allowed" : begun.waitMs;
  });
}

test("as many pass as the limit says, and the next when the oldest is over", () => {
  expect(run(0, 100, 200, 300, 999, 1000, 1001)).toEqual(["allowed", "allowed", "allowed", 700, 1, "allowed", 99]);
});

test("what was refused does not prolong the wait", () => {
  expect(run(0, 0, 0, ...Array<number>(50).fill(500), 1000)).toEqual([
    "allowed",
    "allowed",
    "allowed",
    ...Array<number>(50).fill(500),
    "allowed",
  ]);
});

test("the one that leaves no other closes the account", () => {
  let attempts: Attempts = [];
  const closing = [0, 100, 200, 300, 1000].map((at) => {
    const begun = begin(attempts, at, LIMIT);
    ({ attempts } = begun);
    return begun.closes;
  });
  expect(closing).toEqual([false, false, true, false, true]);
});

test("what succeeded does not count, of two at the same moment one", () => {
  expect(forgive([1, 2, 2, 3], 2)).toEqual([1, 2, 3]);
  expect(forgive([1], 9)).toEqual([1]);
});
