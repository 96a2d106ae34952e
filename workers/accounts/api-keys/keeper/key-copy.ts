import type { ApiKey } from "../../../db/api-keys.ts";

/** For how long a copy of a key stands in for Postgres, from when Postgres last confirmed it. */
const VOUCHES_MS = 24 * 60 * 60_000;

/**
 * What a key's object holds of its row: the row as Postgres last gave it, or that Postgres refused the key. `at`, in milliseconds
 * since the epoch, is when Postgres was asked.
 */
export type KeyCopy = { readonly key: ApiKey; readonly at: number } | { readonly key: null; readonly at: number };

/** Answers may arrive out of order; the younger one counts, and of two of one moment the refusal. */
export function isNewer(answer: KeyCopy, held: KeyCopy | undefined): boolean {
  if (!held) return true;
  return answer.at > held.at || (answer.at === held.at && answer.key === null);
}

/** The key, where its copy may still speak for it. @param now milliseconds since the epoch */
export function vouched(copy: KeyCopy | undefined, now: number): ApiKey | undefined {
  if (!copy?.key || now - copy.at > VOUCHES_MS) return undefined;
  const { expiresAt } = copy.key;
  return expiresAt === null || now < expiresAt ? copy.key : undefined;
}

/** Whether what was noted then still counts. */
export const isFresh = (at: number, now: number): boolean => now - at <= VOUCHES_MS;

/** What is to be held once it is known that the key ends then; undefined: what is held stays. */
export function endedBy(held: KeyCopy | undefined, when: number, at: number): KeyCopy | undefined {
  if (when <= at) return { key: null, at };
  return held?.key ? { key: { ...held.key, expiresAt: Math.min(when, held.key.expiresAt ?? when) }, at } : undefined;
}

/** Whether the key opens nothing any more, as far as is known here. */
export function hasEnded(copy: KeyCopy | undefined, now: number): boolean {
  if (!copy) return false;
  if (copy.key === null) return true;
  return copy.key.expiresAt !== null && now >= copy.key.expiresAt;
}
