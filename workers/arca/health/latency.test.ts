import { expect, test } from "vitest";
import { addLatency, type Latencies, mergeLatencies, percentile } from "./latency.ts";

const measured = (values: readonly number[]): Latencies => values.reduce(addLatency, {});

test.each([0.5, 0.95, 0.99])("percentile %f of a thousand calls, within five per cent", (share) => {
  const values = Array.from({ length: 1_000 }, (_, i) => 3 + i * 7);
  const exact = values[Math.ceil(values.length * share) - 1] ?? 0;
  const read = percentile(measured(values), share) ?? 0;
  expect(Math.abs(read - exact) / exact).toBeLessThan(0.05);
});

test("one call is every percentile; none has none", () => {
  expect(percentile(measured([0]), 0.5)).toBe(1);
  expect(percentile({}, 0.5)).toBeNull();
});

test("what is merged counts together", () => {
  const merged = mergeLatencies([measured([10, 10, 10]), measured([1_000]), {}]);
  expect(percentile(merged, 0.75)).toBe(percentile(measured([10]), 0.5));
  expect(percentile(merged, 1)).toBe(percentile(measured([1_000]), 0.5));
});
