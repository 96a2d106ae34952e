import { DurableObject } from "cloudflare:workers";
import type { Owner } from "../../db/owner.ts";
import type { Ctx } from "../../platform/context.ts";
import { contextOf } from "../../platform/create-context.ts";
import { log } from "../../platform/log.ts";
import { openNews } from "../../platform/news.ts";
import type { BatchWithItemsView, NewBatch, Sender, Started } from "./batch.ts";
import { openBatchStore } from "./batch-store.ts";
import { followBatch } from "./follow-batch.ts";
import { workBatch } from "./work-batch.ts";

const WAKE_MS = 2_000;
const FIRST_PAUSE_MS = 1_000;
/** Of an issuer that cannot be reached, or says nothing new. */
const LONGEST_PAUSE_MS = { failed: 60_000, idle: 600_000 };
/** Until a full lane is tried again that has just taken some, seconds: it may have stood still for long, and go on now. */
const FULL_SECONDS = 5;
/** The same, doubled as often as it has taken nothing. */
const MOST_FULL_SECONDS = 20;
/** Whoever asks more often than that is told what is known already. */
const FRESH_MS = 500;

/**
 * One batch of invoices, named by its id: the record of what was sent and of what became of it. It hands the invoices to their
 * issuers; numbers, calls and recovery are theirs. A shell: `work-batch.ts` hands over, `follow-batch.ts` asks, `batch-store.ts`
 * remembers.
 */
export class InvoiceBatch extends DurableObject<Env> {
  readonly #store = openBatchStore(this.ctx.storage);
  readonly #isolate = { news: openNews(), inBackground: (work: Promise<unknown>) => this.ctx.waitUntil(work) };
  #working: Promise<void> | undefined;
  #following: Promise<boolean> | undefined;
  #followedAt = 0;
  /** Turns in a row that failed, or brought nothing new. */
  #fruitless = 0;
  /** The same of those in which every lane that was tried was full. */
  #full = 0;

  /** Stores the batch for good and goes to work on it. The same again is the same batch. */
  async start(batch: NewBatch): Promise<Started> {
    // Set before the rows that it watches over are there.
    if (!this.#store.sent()) await this.ctx.storage.setAlarm(Date.now() + WAKE_MS);
    const earlier = this.again(batch.bodyHash);
    if (earlier) return earlier;
    this.#store.take(batch, Date.now());
    this.ctx.waitUntil(this.#work());
    return { outcome: "accepted", replayed: false, batch: this.#store.view() };
  }

  /** What `start` answers to the same again; undefined where there is nothing yet. */
  again(bodyHash: string): Started | undefined {
    const earlier = this.#store.sent();
    if (!earlier) return undefined;
    if (earlier.bodyHash !== bodyHash) return { outcome: "refused", reason: "idempotency_conflict" };
    return { outcome: "accepted", replayed: true, batch: this.#store.view() };
  }

  isOf({ organizationId, mode }: Owner): boolean {
    const sender = this.#store.sent()?.sender;
    return sender?.organizationId === organizationId && sender.mode === mode;
  }

  /** The batch as it is now; undefined for anybody else, and where there is none. */
  async view(owner: Owner): Promise<BatchWithItemsView | undefined> {
    const sender = this.#store.sent()?.sender;
    if (!sender || !this.isOf(owner)) return undefined;
    if (Date.now() - this.#followedAt > FRESH_MS) {
      // What is known already will do, where an issuer cannot be asked now.
      await this.#follow(sender).catch((error: unknown) => log("warn", "batch.follow.failed", { request_id: sender.requestId, error }));
    }
    return { ...this.#store.view(), items: this.#store.items() };
  }

  /** Goes on with what a crash or a failure left undone. Re-arms first, so that throwing cannot end the retries. */
  override async alarm(): Promise<void> {
    if (!this.#store.sent() || !this.#store.isWaiting()) return;
    await this.ctx.storage.setAlarm(Date.now() + WAKE_MS);
    await this.#work();
  }

  #work(): Promise<void> {
    this.#working ??= this.#turn().finally(() => {
      this.#working = undefined;
    });
    return this.#working;
  }

  async #turn(): Promise<void> {
    const sender = this.#store.sent()?.sender;
    if (!sender) return;
    const pause = await this.#goOn(sender);
    if (this.#store.isWaiting()) await this.ctx.storage.setAlarm(Date.now() + pause);
  }

  /** @returns milliseconds until the next turn */
  async #goOn(sender: Sender): Promise<number> {
    try {
      const wait = await workBatch(this.#context(sender), this.#id(), this.#store);
      this.#full = wait?.isFruitless ? this.#full + 1 : 0;
      if (wait) return Math.min(wait.seconds, MOST_FULL_SECONDS, FULL_SECONDS * 2 ** this.#full) * 1_000;
      this.#fruitless = (await this.#follow(sender)) ? 0 : this.#fruitless + 1;
      return this.#pause(LONGEST_PAUSE_MS.idle);
    } catch (error) {
      log("warn", "batch.work.failed", { request_id: sender.requestId, error });
      this.#fruitless += 1;
      return this.#pause(LONGEST_PAUSE_MS.failed);
    }
  }

  /** One at a time: of two, the answer of the older might come last. */
  #follow(sender: Sender): Promise<boolean> {
    this.#following ??= followBatch(this.#context(sender), this.#store)
      .then((changed) => {
        this.#followedAt = Date.now();
        if (!this.#store.isWaiting()) this.#store.complete(Date.now());
        return changed;
      })
      .finally(() => {
        this.#following = undefined;
      });
    return this.#following;
  }

  #pause(atMost: number): number {
    return Math.min(atMost, FIRST_PAUSE_MS * 2 ** Math.max(0, this.#fruitless - 1));
  }

  #context(sender: Sender): Ctx {
    return contextOf(this.env, sender, this.#isolate);
  }

  #id(): string {
    const { name } = this.ctx.id;
    if (name === undefined) throw new Error("a batch without its id");
    return name;
  }
}
