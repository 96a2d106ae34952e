import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sampleOf, unknownNumbers } from "./audit-sample.ts";

describe("which numbers are read back", () => {
  test("the last of each issuer, and never one that ARCA has not", () => {
    const parts = [
      { first: 1, last: 90 },
      { first: 40, last: 100 },
    ];
    expect(sampleOf(parts, 100, Math.random)).toEqual(expect.arrayContaining([90, 100]));
    expect(sampleOf(parts, 95, Math.random)).not.toContain(100);
  });

  test("at most twenty, in order, each once, among what was issued", () => {
    const part = fc
      .tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }))
      .map(([first, more]) => ({ first, last: first + more }));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 30 }), fc.integer({ min: 0, max: 1_000 }), (parts, arcaLast) => {
        const sample = sampleOf(parts, arcaLast, Math.random);
        expect(sample.length).toBeLessThanOrEqual(20);
        expect(sample).toEqual([...new Set(sample)].toSorted((a, b) => a - b));
        for (const number of sample) {
          expect(number).toBeLessThanOrEqual(arcaLast);
          expect(number).toBeGreaterThanOrEqual(Math.min(...parts.map(({ first }) => first)));
        }
      }),
    );
  });
});

test("what is not ours lies between our numbers, or beyond them", () => {
  const parts = [{ first: 3, last: 7 }];
  expect(unknownNumbers(1, 9, new Set([3, 4, 7]), parts)).toEqual({ between: [5, 6], beyond: [1, 2, 8, 9] });
  expect(unknownNumbers(8, 7, new Set(), parts)).toEqual({ between: [], beyond: [] });
});
