import fc from "fast-check";
import { expect, test } from "vitest";
import { narrow, type Skew, skewOf } from "./skew.ts";

const START = 1_000_000_000;

/** By a clock that is ahead of ours. */
const heard = (ahead: number, from: number, half: number): Skew =>
  skewOf(Math.floor((from + half + ahead) / 1_000) * 1_000, { from, until: from + 2 * half });

test("whatever is heard, the truth is within, and it narrows", () => {
  const call = fc.record({ at: fc.nat(86_400_000), half: fc.nat(15_000) });
  fc.assert(
    fc.property(fc.integer({ min: -600_000, max: 600_000 }), fc.array(call, { minLength: 1 }), (ahead, calls) => {
      let known: Skew | undefined;
      for (const { at, half } of calls) {
        const next = narrow(known, heard(ahead, START + at, half));
        expect(next.low).toBeLessThanOrEqual(ahead);
        expect(next.high).toBeGreaterThanOrEqual(ahead);
        expect(next.high - next.low).toBeLessThanOrEqual(known ? known.high - known.low : 30_999);
        known = next;
      }
    }),
  );
});

test("a clock that was set is learnt anew", () => {
  const before = heard(90_000, START, 100);
  const after = heard(-5_000, START + 60_000, 100);
  expect(narrow(before, after)).toEqual(after);
});
