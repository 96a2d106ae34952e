/** Short, since a good key that is new here has to wait for it to end. */
const LATE_MS = 10_000;
const MAX_NETWORKS = 10_000;

/** Remembers which networks were over a limit a moment ago. Full, it drops the oldest. */
export function openOverruns(maxNetworks = MAX_NETWORKS) {
  const until = new Map<string, number>();
  return {
    note(network: string, now: number): void {
      until.delete(network);
      const oldest = until.size >= maxNetworks ? until.keys().next().value : undefined;
      if (oldest !== undefined) until.delete(oldest);
      until.set(network, now + LATE_MS);
    },
    isLate: (network: string | undefined, now: number): boolean => network !== undefined && now < (until.get(network) ?? 0),
  };
}
