import { expect, test } from "vitest";
import { waiters } from "./waiters.ts";

const PATIENCE_MS = 5_000;
const outcome = (id: string, status: "authorized" | "queued" = "authorized") => ({ id, status });

test("everybody who waits for an invoice is released with it, at once where nothing else leaves", async () => {
  const people = waiters();
  const all = Promise.all([people.wait("a", PATIENCE_MS), people.wait("a", PATIENCE_MS), people.wait("b", PATIENCE_MS)]);
  const began = Date.now();
  people.release([outcome("a"), outcome("b")]);
  await all;
  expect(Date.now() - began).toBeLessThan(1_000);
});

test("what leaves for ARCA has a start on those who have their answer", async () => {
  const people = waiters();
  let isReleased = false;
  const waiting = people.wait("a", PATIENCE_MS).then(() => {
    isReleased = true;
  });
  people.release([outcome("a")], true);
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(isReleased).toBe(false);
  await waiting;
});

test("who waits for one that goes on waiting, or too long, is let go when the time is up", async () => {
  const people = waiters();
  const waiting = people.wait("a", 50);
  people.release([outcome("a", "queued")]);
  const began = Date.now();
  await waiting;
  expect(Date.now() - began).toBeGreaterThanOrEqual(40);
});
