import { expect, test } from "vitest";
import { officialRate, officialRates } from "./official-rate.ts";

test("a rate is that of the business day before", () => {
  expect(officialRate("DOL", "2026-11-24")).toEqual({ rate: "1500.5", date: "2026-11-23" });
  expect(officialRate("DOL", "2026-11-23")?.date).toBe("2026-11-20");
  expect(officialRate("DOL", "2026-11-22")?.date).toBe("2026-11-20");
});

test("pesos and unknown currencies have none", () => {
  expect(officialRate("PES", "2026-11-24")).toBeUndefined();
  expect(officialRate("constructor", "2026-11-24")).toBeUndefined();
  expect(officialRates("2026-11-24").map(({ MonId }) => MonId)).not.toContain("PES");
});
