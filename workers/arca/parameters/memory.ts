/** What an isolate holds in front of an object that is far away: copies of what changes once a day. */
const HELD_MS = 5 * 60_000;
const MOST = 500;

export interface Memory<T> {
  get(key: string, now: number): T | undefined;
  set(key: string, value: T, now: number): void;
}

export function openMemory<T>(heldMs = HELD_MS): Memory<T> {
  const held = new Map<string, { readonly value: T; readonly until: number }>();
  return {
    get(key, now) {
      const found = held.get(key);
      return found && found.until > now ? found.value : undefined;
    },
    set(key, value, now) {
      if (held.size >= MOST) held.clear();
      held.set(key, { value, until: now + heldMs });
    },
  };
}
