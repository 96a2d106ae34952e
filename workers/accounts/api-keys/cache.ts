import type { ApiKey } from "../../db/api-keys.ts";

const LIFE_MS = 5000;
const MAX_ENTRIES = 10_000;

/**
 * Answers of `findApiKey`, misses too, for 5 seconds from the time they were asked for and not a moment longer: nothing
 * prolongs an entry. Full, it drops the oldest. Keys are known by their hash; the secret itself is never kept.
 */
export function apiKeyCache(maxEntries = MAX_ENTRIES) {
  const entries = new Map<string, { readonly key: ApiKey | undefined; readonly until: number }>();
  /** Those that were keys when last asked for. */
  const confirmed = new Set<string>();

  return {
    forget: (hash: string): void => void entries.delete(hash),
    get(hash: string, now: number): { readonly key: ApiKey | undefined } | undefined {
      const entry = entries.get(hash);
      return entry && now < entry.until ? entry : undefined;
    },
    /** Was it a key when last asked for, however long ago? */
    wasKey: (hash: string): boolean => confirmed.has(hash),
    /** @param asked when the database was asked: what it said is as old as that */
    set(hash: string, key: ApiKey | undefined, asked: number): void {
      entries.delete(hash);
      const oldest = entries.size >= maxEntries ? entries.keys().next().value : undefined;
      if (oldest !== undefined) entries.delete(oldest);
      entries.set(hash, { key, until: asked + LIFE_MS });
      confirmed.delete(hash);
      if (!key) return;
      const first = confirmed.size >= maxEntries ? confirmed.values().next().value : undefined;
      if (first !== undefined) confirmed.delete(first);
      confirmed.add(hash);
    },
  };
}
