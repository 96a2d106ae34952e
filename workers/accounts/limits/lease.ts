/** Units that an isolate has taken beforehand, so that most requests wait for no object. */
export interface Lease {
  readonly left: number;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** How many it takes at once, how long they are good for, and when it fetches more. */
export const LEASE_UNITS = 10;
const LIFE_MS = 5000;
const LOW = 3;

export const NO_LEASE: Lease = { left: 0, until: 0 };

/** New units join those that are left; all are as old as the newest. */
export const renewed = (lease: Lease, units: number, now: number): Lease => ({ left: leftOf(lease, now) + units, until: now + LIFE_MS });

/** undefined: there are not enough. `low`: it is time to fetch more. */
export function spend(lease: Lease, cost: number, now: number): { readonly lease: Lease; readonly low: boolean } | undefined {
  const left = leftOf(lease, now) - cost;
  return left < 0 ? undefined : { lease: { left, until: lease.until }, low: left < LOW };
}

const leftOf = ({ left, until }: Lease, now: number): number => (now < until ? left : 0);
