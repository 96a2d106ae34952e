/** How long a count of what waits is good for, where it is near the mark. */
const COUNTED_MS = 1_000;
/** Over which the pace of a lane is measured. */
const PACE_MS = 60_000;
/** Those who are sent away come back when about that share of the mark has been settled. */
const SHARE = 0.1;
const LEAST_SECONDS = 1;
const MOST_SECONDS = 300;
/** Where nothing has been settled lately. */
const STALLED_SECONDS = 60;

interface Ports {
  /** Invoices of a lane that wait for a number. */
  readonly count: (lane: string) => number;
  /** Of those, in one lane, above which none is accepted. */
  readonly highWater: () => number;
  /** Milliseconds. */
  readonly now: () => number;
}

interface Depth {
  /** At most so many wait: counted, and those accepted since. */
  depth: number;
  countedAt: number;
}

/**
 * Keeps a lane from accepting more than ARCA will take of it in good time. What is accepted is never dropped; so it is refused before.
 * Counting is left out while it cannot matter.
 */
export function openBacklog({ count, highWater, now }: Ports) {
  const depths = new Map<string, Depth>();
  const paces = new Map<string, { readonly at: number; readonly settled: number }[]>();

  return {
    /** @returns seconds after which to try again, or undefined where there is room; then the invoice is to be accepted at once */
    refuses(lane: string): number | undefined {
      const known = depths.get(lane) ?? counted(lane);
      const { depth } = known.depth < highWater() || now() - known.countedAt <= COUNTED_MS ? known : counted(lane);
      return depth < highWater() ? undefined : secondsToWait(lane);
    },
    accepted(lane: string): void {
      const known = depths.get(lane);
      if (known) known.depth += 1;
    },
    settled(lane: string, some: number): void {
      const since = now() - PACE_MS;
      paces.set(lane, [...(paces.get(lane) ?? []).filter(({ at }) => at > since), { at: now(), settled: some }]);
    },
  };

  function counted(lane: string): Depth {
    const depth = { depth: count(lane), countedAt: now() };
    depths.set(lane, depth);
    return depth;
  }

  function secondsToWait(lane: string): number {
    const lately = (paces.get(lane) ?? []).filter(({ at }) => at > now() - PACE_MS);
    const total = lately.reduce((sum, { settled }) => sum + settled, 0);
    const seconds = (now() - (lately[0]?.at ?? now()) + 1_000) / 1_000;
    if (total === 0) return STALLED_SECONDS;
    return Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, Math.ceil((highWater() * SHARE) / (total / seconds))));
  }
}

export type Backlog = ReturnType<typeof openBacklog>;
