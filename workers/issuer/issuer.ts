import { DurableObject } from "cloudflare:workers";
import type { Problem } from "../../shared/errors.ts";
import { newId } from "../../shared/ids.ts";
import { isArcaError, openConstancia, openWsfe, openWsfex, troubleOf } from "../arca/index.ts";
import { openDatabase } from "../db/database.ts";
import type { Owner } from "../db/owner.ts";
import { scoped } from "../db/scoped.ts";
import { log } from "../platform/log.ts";
import { arcaAuthority } from "./arca-authority.ts";
import { arcaConnections } from "./arca-connections.ts";
import type { Authority } from "./authority.ts";
import { exportAuthority } from "./export-authority.ts";
import { laneKey, serviceOf } from "./lane-key.ts";
import { openOutbox } from "./outbox.ts";
import { pauses } from "./pauses.ts";
import { publish } from "./publish.ts";
import { pump } from "./pump.ts";
import { renewing } from "./renewing.ts";
import { createTables } from "./schema.ts";
import { slots } from "./slots.ts";
import { openStore } from "./store.ts";
import type { Stored } from "./stored.ts";
import type { Entry, IssuerIdentity, Submission, Submitted } from "./submission.ts";
import { type Registered, taxpayerMemory } from "./taxpayers.ts";
import { dateOf, ofWsfe, ofWsfex } from "./unnumbered.ts";
import { isFinal, waiters } from "./waiters.ts";

const WAKE_MS = 2_000;
/** SOAP calls in flight: an object has six connections, and WSAA and Postgres want theirs. */
const SLOTS = 4;
/** What stands for Postgres among the lanes that may have to rest. */
const OUTBOX = "outbox";
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
  readonly #arca = arcaConnections(this.ctx, this.env, this.#now);
  readonly #taxpayers = taxpayerMemory(this.ctx.storage, this.#now);
  readonly #waiters = waiters();
  readonly #working = new Map<string, Promise<void>>();
  /** Why the last run of a lane failed. */
  readonly #troubles = new Map<string, Problem | null>();
  readonly #pauses = pauses();
  readonly #slots = slots(SLOTS);
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
    if (dateOf(detail) < (this.#store.lastDate(lane) ?? "")) return { outcome: "refused", reason: "date_before_last" };
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

  /** What ARCA's register says of a CUIT, a day old at most. */
  async taxpayer(issuer: IssuerIdentity, owner: Owner, cuit: string): Promise<Registered> {
    const known = this.#taxpayers.recall(owner, cuit);
    if (known) return { outcome: "found", taxpayer: known };
    const { find } = openConstancia(this.#arca.options(issuer, "constancia"));
    try {
      const dropTicket = () => this.#arca.dropTicket("constancia");
      const taxpayer = await renewing(() => find(cuit), dropTicket);
      if (!taxpayer) return { outcome: "unknown" };
      this.#taxpayers.keep(owner, taxpayer);
      return { outcome: "found", taxpayer };
    } catch (error) {
      log("warn", "taxpayer.look_up.failed", { issuer_id: issuer.id, error });
      return { outcome: "unavailable", trouble: troubleOf(error) };
    }
  }

  async find(owner: Owner, id: string): Promise<Entry | undefined> {
    const stored = this.#store.byId(owner, id);
    return stored && this.#toEntry(stored);
  }

  /**
   * Its sandbox has begun anew, and numbers from one again: what was issued in the old one is forgotten, once nobody works on it
   * any more. No other environment forgets.
   */
  async forget(): Promise<void> {
    if (this.#store.identity()?.environment !== "sandbox") return;
    await Promise.all(this.#working.values());
    await this.#publishing;
    this.#store.forget();
  }

  /** Recovers what a crash, an eviction or a lost answer left behind. Re-arms first, so that throwing cannot end the retries. */
  override async alarm(): Promise<void> {
    if (this.#unfinished().length === 0) return;
    await this.ctx.storage.setAlarm(Date.now() + WAKE_MS);
    const due = this.#unfinished().filter((what) => this.#pauses.until(what) <= Date.now());
    await Promise.all(due.map((what) => (what === OUTBOX ? this.#publish() : this.#work(what))));
    const next = this.#unfinished().map((what) => this.#pauses.until(what));
    if (next.length > 0) await this.ctx.storage.setAlarm(Math.max(Date.now() + 1, Math.min(...next)));
  }

  /** Lanes with invoices that are not final, and Postgres where it has not heard of all. */
  #unfinished(): string[] {
    return [...this.#store.unfinishedLanes(), ...(this.#outbox.isEmpty() ? [] : [OUTBOX])];
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
        this.#troubles.delete(lane);
        this.#pauses.done(lane);
        return this.#store.isIdle(lane) ? undefined : this.#work(lane);
      },
      (error: unknown) => {
        this.#working.delete(lane);
        this.#troubles.set(lane, troubleOf(error));
        this.#store.markInDoubt(lane);
        log("warn", "lane.run.failed", { lane, error });
        return this.#rest(lane, error);
      },
    );
    this.#working.set(lane, run);
    return run;
  }

  /** Where the breaker let no call pass, back as soon as it may. */
  async #rest(lane: string, error: unknown): Promise<void> {
    const wanted = isArcaError(error) ? (error.retryAfterSeconds ?? 0) * 1_000 : 0;
    if (isArcaError(error) && error.code === "circuit_open") this.#pauses.held(lane, Date.now(), wanted);
    else this.#pauses.failed(lane, Date.now(), wanted);
    const at = this.#pauses.until(lane);
    if (at < ((await this.ctx.storage.getAlarm()) ?? Infinity)) await this.ctx.storage.setAlarm(at);
  }

  async #run(lane: string): Promise<void> {
    const issuer = this.#store.identity();
    if (!issuer) return;
    await pump(lane, this.#store, this.#authority(issuer, lane), (outcomes) => {
      this.#waiters.release(outcomes);
      this.ctx.waitUntil(this.#publish());
    });
  }

  #authority(issuer: IssuerIdentity, lane: string): Authority {
    let spent = { calls: 0, ms: 0 };
    const service = serviceOf(lane);
    const dropTicket = () => this.#arca.dropTicket(service);
    const options = this.#arca.options(issuer, service, ({ ms }) => {
      spent = { calls: spent.calls + 1, ms: spent.ms + ms };
    });
    const authority =
      service === "wsfex"
        ? exportAuthority({ wsfex: openWsfex(options), detailOf: (id) => ofWsfex(this.#store.detail(id)), dropTicket })
        : arcaAuthority({ wsfe: openWsfe(options), detailOf: (id) => ofWsfe(this.#store.detail(id)), dropTicket });
    return {
      lastAuthorized: (asked) => this.#slots(() => authority.lastAuthorized(asked)),
      find: (asked, number) => this.#slots(() => authority.find(asked, number)),
      authorize: async (asked, batch) => {
        try {
          return await this.#slots(() => authority.authorize(asked, batch));
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
      .then(() => this.#pauses.done(OUTBOX))
      .catch((error: unknown) => {
        this.#pauses.failed(OUTBOX, Date.now());
        log("warn", "outbox.publish.failed", { error });
      })
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
    const shown = { invoice, requestId, findings, arca };
    if (isFinal(invoice.status)) return { ...shown, nextAttemptAt: null, trouble: null };
    const lane = laneKey({ PtoVta: invoice.point_of_sale, CbteTipo: invoice.type_code });
    const next = Math.max(this.#pauses.until(lane), (await this.ctx.storage.getAlarm()) ?? 0);
    const nextAttemptAt = next === 0 ? null : new Date(next).toISOString();
    return { ...shown, nextAttemptAt, trouble: this.#troubles.get(lane) ?? null };
  }
}
