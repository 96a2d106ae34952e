// oxlint-disable-next-line no-restricted-imports -- the object itself; services get its namespace from their context
import { DurableObject } from "cloudflare:workers";
import { type Attempts, begin, forgive, type Limit } from "./attempts.ts";

const KEY = "attempts";

/** Attempts of one account: named by a keyed hash of its address, whether there is such an account or not. */
export class AuthLimit extends DurableObject<Env> {
  /** @returns when it began, by which it can be forgiven; or how long to wait */
  async begin(limit: Limit): Promise<{ readonly at: number } | { readonly waitMs: number }> {
    const now = Date.now();
    const { attempts, allowed, waitMs } = begin(this.#attempts(), now, limit);
    // The alarm first: whatever is written is thrown away some time.
    await this.ctx.storage.setAlarm(now + limit.windowMs);
    this.ctx.storage.kv.put(KEY, attempts);
    return allowed ? { at: now } : { waitMs };
  }

  async forgive(at: number): Promise<void> {
    this.ctx.storage.kv.put(KEY, forgive(this.#attempts(), at));
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }

  #attempts(): Attempts {
    return this.ctx.storage.kv.get<Attempts>(KEY) ?? [];
  }
}
