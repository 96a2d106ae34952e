import { expect, test } from "vitest";
import { pauses } from "./pauses.ts";

test("each failure in a row doubles the pause, up to a minute; a good run forgets them", () => {
  const lanes = pauses();
  const waits = Array.from({ length: 7 }, () => {
    lanes.failed("1-6", 1_000);
    return lanes.until("1-6") - 1_000;
  });
  expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  lanes.done("1-6");
  expect(lanes.until("1-6")).toBe(0);
});

test("what one lane suffers is no other's", () => {
  const lanes = pauses();
  lanes.failed("1-6", 0);
  expect(lanes.until("1-1")).toBe(0);
});

test("ARCA may ask for more; a breaker that lets nothing pass adds no failure", () => {
  const lanes = pauses();
  lanes.failed("1-6", 0, 600_000);
  expect(lanes.until("1-6")).toBe(600_000);
  lanes.held("1-1", 0, 30_000);
  lanes.failed("1-1", 30_000);
  expect(lanes.until("1-1")).toBe(32_000);
});
