import { expect, test } from "vitest";
import { dueThreshold } from "./threshold.ts";

const END = new Date("2028-11-23T12:00:00Z");
const before = (days: number) => new Date(END.getTime() - days * 86_400_000);

test.each([
  [61, [], undefined],
  [60, [], 60],
  [59.5, [], 60],
  [59, [60], undefined],
  [30.01, [60], undefined],
  [30, [60], 30],
  [29, [60, 30], undefined],
  [7, [60, 30], 7],
  [1, [60, 30, 7], 1],
  [0.2, [60, 30, 7], 1],
  [0.2, [60, 30, 7, 1], undefined],
  [0, [60, 30, 7], undefined],
  [-5, [], undefined],
  [5, [], 7],
  [5, [7], undefined],
  [0.5, [], 1],
  [40, [30], undefined],
] as const)("%d days before its end, told at %j: %s", (days, told, due) => {
  expect(dueThreshold(END, before(days), told)).toBe(due);
});

test("day by day it is told of four times", () => {
  const told: number[] = [];
  for (let days = 90; days > -3; days--) {
    const due = dueThreshold(END, before(days), told);
    if (due !== undefined) told.push(due);
  }
  expect(told).toEqual([60, 30, 7, 1]);
});
