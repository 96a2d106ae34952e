import type { Limits } from "../../db/api-keys.ts";
import type { BudgetName, Demand, Grant } from "../../platform/key-meter.ts";
import { type Lease, LEASE_UNITS, NO_LEASE, renewed, spend } from "./lease.ts";

/** The objects that keep the meters of keys, each named by the hash of its key: they alone grant. */
export interface KeyMeters {
  /** `ended`: the key has been revoked, or is over. */
  readonly take: (hash: string, demand: Demand) => Promise<Grant | "ended">;
}

/** What a request takes of its key's hour. */
export interface Taking {
  readonly hash: string;
  readonly limits: Limits;
  readonly budget: BudgetName;
  readonly cost: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly meters: KeyMeters;
  /** Sees work through that others may wait for, whatever becomes of this request. */
  readonly later: (work: Promise<void>) => void;
}

/** Where a request is in its key's hour. */
export type Standing = Omit<Grant, "units"> & { readonly ok: boolean };

interface Account {
  lease: Lease;
  /** As the object said last. */
  grant: Grant;
  hasEnded: boolean;
  fetching: Promise<void> | undefined;
  waiting: number;
}

const MAX_ACCOUNTS = 10_000;
const UNKNOWN: Grant = { units: 0, remaining: 0, reset: 0, retryAfter: 1 };

/**
 * Lets requests through as far as their key's hour goes. Reads and look-ups live on leases; issuing asks the object each time,
 * since what follows cannot be undone. One per isolate.
 */
export function createLimiter() {
  const accounts = new Map<string, Account>();

  return async (taking: Taking): Promise<Standing | "ended"> => {
    const { hash, limits, budget, cost, now, meters } = taking;
    if (budget === "issuing") {
      const grant = await meters.take(hash, { budget, units: cost, limit: limits[budget], partial: false });
      return grant === "ended" ? grant : { ...grant, ok: grant.units === cost };
    }
    const account = accountOf(accounts, `${hash} ${budget}`);
    for (;;) {
      const spent = spend(account.lease, cost, now);
      if (spent) {
        account.lease = spent.lease;
        if (spent.low) void fetch(account, taking);
        return { ...account.grant, remaining: account.grant.remaining + spent.lease.left, ok: true, retryAfter: 0 };
      }
      account.waiting += cost;
      await fetch(account, taking).finally(() => (account.waiting -= cost));
      if (account.hasEnded) return "ended";
      if (account.grant.units === 0 && !spend(account.lease, cost, now)) return { ...account.grant, ok: false };
    }
  };

  /** Those who come while one is under way wait for the same. */
  function fetch(account: Account, { hash, limits, budget, meters, later }: Taking): Promise<void> {
    if (account.fetching) return account.fetching;
    const units = Math.max(LEASE_UNITS, account.waiting);
    account.fetching = meters
      .take(hash, { budget, units, limit: limits[budget], partial: true })
      .then((answer) => {
        account.hasEnded = answer === "ended";
        if (answer === "ended") return void (account.lease = NO_LEASE);
        account.grant = answer;
        account.lease = renewed(account.lease, answer.units, Date.now());
      })
      .finally(() => (account.fetching = undefined));
    later(account.fetching);
    return account.fetching;
  }
}

/** Full, the oldest goes, with what is left of its lease. */
function accountOf(accounts: Map<string, Account>, name: string): Account {
  const known = accounts.get(name);
  if (known) return known;
  const oldest = accounts.size >= MAX_ACCOUNTS ? accounts.keys().next().value : undefined;
  if (oldest !== undefined) accounts.delete(oldest);
  const account: Account = { lease: NO_LEASE, grant: UNKNOWN, hasEnded: false, fetching: undefined, waiting: 0 };
  accounts.set(name, account);
  return account;
}
