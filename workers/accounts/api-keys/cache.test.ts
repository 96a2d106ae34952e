import { expect, test } from "vitest";
import { apiKeyCache } from "./cache.ts";

test("a full cache drops the oldest", () => {
  const cache = apiKeyCache(2);
  for (const hash of ["a", "b", "c"]) cache.set(hash, undefined, 0);
  expect(["a", "b", "c"].map((hash) => cache.get(hash, 1) !== undefined)).toEqual([false, true, true]);
});

test("an entry that is set again counts as new, and pushes nobody out", () => {
  const cache = apiKeyCache(2);
  for (const hash of ["a", "b", "a", "c"]) cache.set(hash, undefined, 0);
  expect(["a", "b", "c"].map((hash) => cache.get(hash, 1) !== undefined)).toEqual([true, false, true]);
});
