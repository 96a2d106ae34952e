import { expect, test } from "vitest";
import { datesOf } from "./fortnight.ts";

test.each([
  [202107, 1, "2021-07-01", "2021-07-15", "2021-07-20"],
  [202107, 2, "2021-07-16", "2021-07-31", "2021-08-05"],
  [202402, 2, "2024-02-16", "2024-02-29", "2024-03-05"],
  [202612, 2, "2026-12-16", "2026-12-31", "2027-01-08"],
])("%i/%i runs from %s to %s, and is informed by %s", (Periodo, Orden, from, until, informBy) => {
  expect(datesOf({ Periodo, Orden })).toEqual({ from, until, informBy });
});
