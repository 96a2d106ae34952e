// oxlint-disable-next-line no-restricted-imports -- the object itself; services get its namespace from their context
import { DurableObject } from "cloudflare:workers";
import { type Attempts, begin, forgive, type Limit } from "./attempts.ts";

const KEY = "attempts";
/** When the attempt began that was said to close the account. */
const CLOSED = "closed";

/** Attempts of one account: named by a keyed hash of its address, whether there is such an account or not, or of who has signed in. */
export class AuthLimit extends DurableObject<Env> {
  /** @returns when it began, by which it can be forgiven, and whether its failure closes the account, said once in the window; or how long to wait */
  async begin(limit: Limit): Promise<{ readonly at: number; readonly closes: boolean } | { readonly waitMs: number }> {
    const now = Date.now();
    const { attempts, allowed, waitMs, ...begun } = begin(this.#attempts(), now, limit);
    const closes = begun.closes && (this.ctx.storage.kv.get<number>(CLOSED) ?? 0) <= now - limit.windowMs;
    // The alarm first: whatever is written is thrown away some time.
    await this.ctx.storage.setAlarm(now + limit.windowMs);
    this.ctx.storage.kv.put(KEY, attempts);
    if (closes) this.ctx.storage.kv.put(CLOSED, now);
    return allowed ? { at: now, closes } : { waitMs };
  }

  async forgive(at: number): Promise<void> {
    this.ctx.storage.kv.put(KEY, forgive(this.#attempts(), at));
    if (this.ctx.storage.kv.get(CLOSED) === at) this.ctx.storage.kv.delete(CLOSED);
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }

  #attempts(): Attempts {
    return this.ctx.storage.kv.get<Attempts>(KEY) ?? [];
  }
}
