import { DurableObject } from "cloudflare:workers";
import { newId } from "../../shared/ids.ts";
import { endpointsOf, openWsfe } from "../arca/index.ts";
import type { Owner } from "../db/owner.ts";
import { scoped } from "../db/scoped.ts";
import { openDatabase } from "../platform/database.ts";
import { log } from "../platform/log.ts";
import { transportTo } from "../sandbox/index.ts";
import { arcaAuthority } from "./arca-authority.ts";
import type { Authority } from "./authority.ts";
import { laneKey } from "./lane-key.ts";
import { createTables } from "./schema.ts";
import { openOutbox } from "./outbox.ts";
import { publish } from "./publish.ts";
import { pump } from "./pump.ts";
import { openStore } from "./store.ts";
import type { Stored } from "./stored.ts";
import type { Entry, IssuerIdentity, Submission, Submitted } from "./submission.ts";
import { ticketSource } from "./ticket-source.ts";
import { isFinal, waiters } from "./waiters.ts";

const WAKE_MS = 2_000;
const MOST_MS = 60_000;
/** Changes that end within this time of each other cross to Postgres together. */
const PUBLISH_LINGER_MS = 25;

/**
 * Sequencer of one CUIT in one environment. Thin: `lane.ts` decides, `store.ts` remembers, `pump.ts` acts, `publish.ts` tells
 * Postgres. Memory holds only what may be lost: who waits for an answer, which lanes are being worked, the login ticket.
 */
export class Issuer extends DurableObject<Env> {
  readonly #now = () => new Date();
  readonly #outbox = openOutbox(this.ctx.storage, () => newId("aud"));
  readonly #store = openStore(this.ctx.storage, this.#outbox, this.#now);
  readonly #tickets = ticketSource(this.env.TICKETS, this.#now);
  readonly #waiters = waiters();
  readonly #working = new Map<string, Promise<void>>();
  /** Runs that failed since the last good one: each doubles the pause before the next. */
  #failures = 0;
  #publishing: Promise<void> | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    createTables(ctx.storage);
  }

  /** Accepts for good, then waits at most `waitMs` for the end of it. Safe to repeat with the same key. */
  async submit(submission: Submission, waitMs: number): Promise<Submitted> {
    await this.#arm();
    const earlier = this.#earlier(submission);
    if (earlier) return this.#replay(earlier, submission.bodyHash, waitMs);
    const { owner, issuer, invoice, detail } = submission;
    if (invoice.external_id !== null && this.#store.byExternalId(owner, issuer.id, invoice.external_id)) {
      return { outcome: "refused", reason: "external_id_taken" };
    }
    const lane = laneKey(submission.lane);
    if (detail.CbteFch < (this.#store.lastDate(lane) ?? "")) return { outcome: "refused", reason: "date_before_last" };
    this.#store.accept(submission);
    void this.#work(lane);
    return { outcome: "accepted", entry: await this.#settledOrLate(owner, invoice.id, waitMs), replayed: false };
  }

  /** What an earlier request with this key brought, or undefined. */
  async replay(
    { owner, issuerId, key, bodyHash }: { owner: Owner; issuerId: string; key: string; bodyHash: string },
    waitMs: number,
  ): Promise<Submitted | undefined> {
    const earlier = this.#store.byKey(owner, issuerId, key);
    return earlier && this.#replay(earlier, bodyHash, waitMs);
  }

  async find(owner: Owner, id: string): Promise<Entry | undefined> {
    const stored = this.#store.byId(owner, id);
    return stored && this.#toEntry(stored);
  }

  /** Recovers what a crash, an eviction or a lost answer left behind. Re-arms first, so that throwing cannot end the retries. */
  override async alarm(): Promise<void> {
    const lanes = this.#store.unfinishedLanes();
    if (lanes.length === 0 && this.#outbox.isEmpty()) return;
    await this.ctx.storage.setAlarm(Date.now() + Math.min(MOST_MS, WAKE_MS * 2 ** this.#failures));
    await Promise.all([...lanes.map((lane) => this.#work(lane)), this.#publish()]);
  }

  /** Set before the row it watches over exists: no accepted invoice is ever without a wake-up. */
  async #arm(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + WAKE_MS);
  }

  #earlier({ owner, issuer, idempotencyKey }: Submission): Stored | undefined {
    return idempotencyKey === null ? undefined : this.#store.byKey(owner, issuer.id, idempotencyKey);
  }

  async #replay({ owner, id, bodyHash }: Stored, expected: string, waitMs: number): Promise<Submitted> {
    if (bodyHash !== expected) return { outcome: "refused", reason: "idempotency_conflict" };
    return { outcome: "accepted", entry: await this.#settledOrLate(owner, id, waitMs), replayed: true };
  }

  /**
   * One run per lane at a time. What arrives while a run is ending is looked at before the lane is left. A failed run is
   * nobody's error: the alarm comes back to it.
   */
  #work(lane: string): Promise<void> {
    const running = this.#working.get(lane);
    if (running) return running;
    const run = this.#run(lane).then(
      () => {
        this.#working.delete(lane);
        this.#failures = 0;
        return this.#store.isIdle(lane) ? undefined : this.#work(lane);
      },
      (error: unknown) => {
        this.#working.delete(lane);
        this.#failures += 1;
        this.#store.markInDoubt(lane);
        log("warn", "lane.run.failed", { lane, error });
      },
    );
    this.#working.set(lane, run);
    return run;
  }

  async #run(lane: string): Promise<void> {
    const issuer = this.#store.identity();
    if (!issuer) return;
    await pump(lane, this.#store, this.#authority(issuer), (outcomes) => {
      this.#waiters.release(outcomes);
      this.ctx.waitUntil(this.#publish());
    });
  }

  #authority(issuer: IssuerIdentity): Authority {
    let spent = { calls: 0, ms: 0 };
    const wsfe = openWsfe({
      endpoint: endpointsOf(issuer.environment, this.env).wsfe,
      send: transportTo(issuer.environment, this.env),
      timeoutMs: Number(this.env.ARCA_TIMEOUT_MS),
      auth: () => this.#tickets.auth(issuer),
      cuit: issuer.cuit,
      onCall: ({ ms }) => {
        spent = { calls: spent.calls + 1, ms: spent.ms + ms };
      },
    });
    const authority = arcaAuthority({ wsfe, detailOf: (id) => this.#store.detail(id), dropTicket: () => this.#tickets.drop() });
    return {
      ...authority,
      authorize: async (lane, batch) => {
        try {
          return await authority.authorize(lane, batch);
        } finally {
          this.#store.addArcaTime(batch, spent);
          spent = { calls: 0, ms: 0 };
        }
      },
    };
  }

  /** One at a time; what fails is left to the alarm. */
  #publish(): Promise<void> {
    this.#publishing ??= scheduler
      .wait(PUBLISH_LINGER_MS)
      .then(() => publish(this.#outbox, (owner) => scoped(openDatabase(this.env.DATABASE_URL), owner)))
      .catch((error: unknown) => log("warn", "outbox.publish.failed", { error }))
      .finally(() => {
        this.#publishing = undefined;
      });
    return this.#publishing;
  }

  async #settledOrLate(owner: Owner, id: string, waitMs: number): Promise<Entry> {
    const state = () => this.#store.byId(owner, id);
    if (waitMs > 0 && !isFinal(state()?.invoice.status)) await this.#waiters.wait(id, waitMs);
    const stored = state();
    if (!stored) throw new Error("an accepted invoice is gone");
    return this.#toEntry(stored);
  }

  async #toEntry({ invoice, requestId, findings, arca }: Stored): Promise<Entry> {
    const alarm = isFinal(invoice.status) ? null : await this.ctx.storage.getAlarm();
    return { invoice, requestId, findings, arca, nextAttemptAt: alarm === null ? null : new Date(alarm).toISOString() };
  }
}
