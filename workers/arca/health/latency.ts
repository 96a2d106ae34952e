/**
 * Latencies of many calls in little room: counts by bucket, each a tenth wider than the one before, so that a percentile read from
 * them is off by five per cent at most. Of 1 ms or less: bucket 0.
 */
export type Latencies = Readonly<Record<number, number>>;

const GROWTH = Math.log(1.1);

const bucketOf = (ms: number): number => Math.max(0, Math.ceil(Math.log(Math.max(ms, 1)) / GROWTH));

export function addLatency(latencies: Latencies, ms: number): Latencies {
  const bucket = bucketOf(ms);
  return { ...latencies, [bucket]: (latencies[bucket] ?? 0) + 1 };
}

export function mergeLatencies(all: readonly Latencies[]): Latencies {
  const sum: Record<number, number> = {};
  for (const latencies of all)
    for (const [bucket, count] of Object.entries(latencies)) sum[Number(bucket)] = (sum[Number(bucket)] ?? 0) + count;
  return sum;
}

/** @param share 0.5 for the median. @returns whole milliseconds, null where nothing was measured */
export function percentile(latencies: Latencies, share: number): number | null {
  const buckets = Object.entries(latencies)
    .map(([bucket, count]) => [Number(bucket), count] as const)
    .toSorted(([a], [b]) => a - b);
  let left = Math.ceil(buckets.reduce((sum, [, count]) => sum + count, 0) * share);
  for (const [bucket, count] of buckets) {
    left -= count;
    if (left <= 0) return Math.round(middleOf(bucket));
  }
  return null;
}

const middleOf = (bucket: number): number => (bucket === 0 ? 1 : (Math.exp(bucket * GROWTH) + Math.exp((bucket - 1) * GROWTH)) / 2);
