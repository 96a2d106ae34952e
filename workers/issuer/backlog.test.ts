import { expect, test } from "vitest";
import { openBacklog } from "./backlog.ts";

const LANE = "1-6";

function open(highWater: number) {
  const state = { waiting: 0, now: 0, counts: 0 };
  const count = () => {
    state.counts += 1;
    return state.waiting;
  };
  const backlog = openBacklog({ count, highWater: () => highWater, now: () => state.now });
  const accept = (): boolean => {
    if (backlog.refuses(LANE) !== undefined) return false;
    state.waiting += 1;
    backlog.accepted(LANE);
    return true;
  };
  return { state, backlog, accept };
}

test("accepts up to the mark, and not one more", () => {
  const { accept, state } = open(5);
  expect(Array.from({ length: 8 }, accept).filter(Boolean)).toHaveLength(5);
  expect(state.counts).toBe(1);
});

test("has room again for what has been settled", () => {
  const { accept, state, backlog } = open(5);
  while (accept());
  state.waiting -= 2;
  backlog.settled(LANE, 2);
  state.now += 2_000;
  expect(Array.from({ length: 8 }, accept).filter(Boolean)).toHaveLength(2);
});

test("does not count while there is room by what it knows", () => {
  const { accept, state } = open(1_000);
  for (let i = 0; i < 900; i += 1) accept();
  expect(state.counts).toBe(1);
});

test("says when to come back by the pace of the lane", () => {
  const { accept, state, backlog } = open(1_000);
  while (accept());
  expect(backlog.refuses(LANE)).toBe(60);
  for (let second = 0; second < 10; second += 1) {
    backlog.settled(LANE, 50);
    state.now += 1_000;
  }
  // A tenth of the mark, at some 45 a second.
  expect(backlog.refuses(LANE)).toBe(3);
  state.now += 120_000;
  expect(backlog.refuses(LANE)).toBe(60);
});
