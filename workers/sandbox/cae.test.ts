import { expect, test } from "vitest";
import { caeExpiry, checkDigit, makeCae } from "./cae.ts";

/** Given by ARCA between 2011 and 2026. */
const REAL = ["61023008595705", "63533727749637", "68486700848308", "70058815371313", "71263951828643", "86310734290053", "31293062091098"];

test.each(REAL)("the check digit of %s is its last one", (cae) => {
  expect(String(checkDigit(cae.slice(0, 13)))).toBe(cae.slice(13));
});

test("a CAE: prefix of the sandbox, year, week, sequence, check digit", () => {
  const cae = makeCae("2026-11-24", "org_1", 1);
  expect(cae).toMatch(/^9647\d{10}$/);
  expect(String(checkDigit(cae))).toBe(cae.slice(13));
  expect(makeCae("2026-01-07", "org_1", 1).slice(0, 4)).toBe("9601");
  expect(makeCae("2026-01-08", "org_1", 1).slice(0, 4)).toBe("9602");
  expect(makeCae("2028-12-31", "org_1", 1).slice(0, 4)).toBe("9853");
});

test("those of a tenant follow each other; another tenant's are elsewhere", () => {
  const sequence = (cae: string) => Number(cae.slice(4, 13));
  const [first, second] = [makeCae("2026-11-24", "org_1", 1), makeCae("2026-11-24", "org_1", 2)];
  expect(sequence(second)).toBe(sequence(first) + 1);
  expect(makeCae("2026-11-24", "org_2", 1)).not.toBe(first);
});

test("it expires ten days after the comprobante's date", () => {
  expect(caeExpiry("2026-11-24")).toBe("2026-12-04");
});
