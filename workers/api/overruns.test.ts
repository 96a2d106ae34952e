import { expect, test } from "vitest";
import { openOverruns } from "./overruns.ts";

test("a network that was over the limit is late for ten seconds, and nobody else is", () => {
  const overruns = openOverruns();
  overruns.note("198.51.100.7", 1_000);
  expect(overruns.isLate("198.51.100.7", 10_999)).toBe(true);
  expect(overruns.isLate("198.51.100.7", 11_000)).toBe(false);
  expect(overruns.isLate("198.51.100.8", 1_001)).toBe(false);
  expect(overruns.isLate(undefined, 1_001)).toBe(false);
});

test("full, it drops the one that has been over for longest", () => {
  const overruns = openOverruns(2);
  for (const network of ["a", "b", "a", "c"]) overruns.note(network, 0);
  expect(["a", "b", "c"].filter((network) => overruns.isLate(network, 1))).toEqual(["a", "c"]);
});
