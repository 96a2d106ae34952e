import { expect, test } from "vitest";
import { moveClock, realTime } from "./clock.ts";

const NOW = Date.parse("2026-11-24T15:00:00Z");
const REAL = { offsetMs: 0, version: 0 };

test("to an instant, on from it, and back", () => {
  const set = moveClock(REAL, { to: NOW + 5_000 }, NOW);
  expect(set).toEqual({ offsetMs: 5_000, version: NOW });
  expect(moveClock(set, { by: 60_000 }, NOW + 1)).toEqual({ offsetMs: 65_000, version: NOW + 1 });
  expect(moveClock(set, { by: -60_000 }, NOW + 1)).toEqual({ offsetMs: -55_000, version: NOW + 1 });
  expect(realTime(set, NOW + 1)).toEqual({ offsetMs: 0, version: NOW + 1 });
});

test("versions grow, also within a millisecond", () => {
  const set = moveClock(REAL, { by: 1 }, NOW);
  expect(moveClock(set, { by: 1 }, NOW).version).toBe(NOW + 1);
});
