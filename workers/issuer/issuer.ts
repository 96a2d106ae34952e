import { DurableObject } from "cloudflare:workers";
import { newId } from "../../shared/ids.ts";
import type { Lane } from "../arca/index.ts";
import { openDatabase } from "../db/database.ts";
import { openIssuerRecords } from "../db/issuer-objects.ts";
import type { Owner } from "../db/owner.ts";
import { scoped } from "../db/scoped.ts";
import { acceptance } from "./accept.ts";
import { openArcaClock } from "./arca-clock.ts";
import { arcaConnections } from "./arca-connections.ts";
import type { LaneAudit } from "./audit-lane.ts";
import { openBacklog } from "./backlog.ts";
import { type Decided, openDecisions, type Resolution } from "./decisions.ts";
import { groupCommit } from "./group-commit.ts";
import { laneOf, openEntries } from "./entries.ts";
import { laneAuthorities } from "./identities.ts";
import { laneKey } from "./lane-key.ts";
import { openBooks } from "./books.ts";
import { openCalls } from "./calls.ts";
import type { Outcome } from "./lane.ts";
import { openLanes } from "./lanes.ts";
import { openLedger } from "./ledger.ts";
import { taxpayerLookUp } from "./look-up-taxpayer.ts";
import { openOutbox } from "./outbox.ts";
import { pauses } from "./pauses.ts";
import { openPruning } from "./pruning.ts";
import type { Probe } from "./probe.ts";
import { openProbes } from "./probes.ts";
import { publish } from "./publish.ts";
import { publisher } from "./publisher.ts";
import { openForgottenNames } from "./forgotten-names.ts";
import { openProfiles } from "./profiles.ts";
import { pump } from "./pump.ts";
import { type CaseFile, openRecords } from "./records.ts";
import { recovery } from "./recovery.ts";
import type { Reopened } from "./reopen.ts";
import { createTables } from "./schema.ts";
import { slots } from "./slots.ts";
import { openStore, type Store } from "./store.ts";
import type { Entry, InvoicingIssuer, IssuerIdentity, Outlook, Refused, Submission, Submitted } from "./submission.ts";
import { type Registered, taxpayerMemory } from "./taxpayers.ts";
import { isUnderWay, waiters } from "./waiters.ts";
import { wakeUps } from "./wake-ups.ts";

/** SOAP calls in flight: an object has six connections, and WSAA and Postgres want theirs. */
const SLOTS = 4;
/** For a message to Postgres, which may be large, and for what a lost storage asks it. Callers wait for neither, but the first. */
const PUBLISH_MS = 30_000;
const REBUILD_MS = 15_000;

/**
 * Sequencer of one CUIT in one environment. Thin: `lane.ts` decides, `store.ts` remembers, `pump.ts` acts, `publish.ts` tells
 * Postgres. Memory holds only what may be lost: who waits for an answer, which lanes are being worked, the login ticket.
 */
export class Issuer extends DurableObject<Env> {
  readonly #now = () => new Date();
  readonly #database = (owner: Owner) => scoped(openDatabase(this.env.DATABASE_URL, PUBLISH_MS), owner, this.#ledger.writer());
  readonly #wakeUps = wakeUps(this.ctx.storage);
  readonly #outbox = openOutbox(this.ctx.storage, newId, this.#now, this.#wakeUps.watch);
  readonly #books = openBooks(this.ctx.storage, this.#outbox, this.#now);
  readonly #calls = openCalls(this.ctx.storage, this.#now);
  readonly #records = openRecords(this.ctx.storage, this.#calls);
  readonly #pruning = openPruning(this.ctx.storage, this.#calls, this.#books, this.#now);
  readonly #store = openStore(this.ctx.storage, this.#outbox, this.#now);
  readonly #forgotten = openForgottenNames(this.ctx.storage);
  readonly #ledger = openLedger({
    storage: this.ctx.storage,
    store: this.#store,
    outbox: this.#outbox,
    books: this.#books,
    forgotten: this.#forgotten,
    records: openIssuerRecords(openDatabase(this.env.DATABASE_URL, REBUILD_MS), this.ctx.id.name ?? ""),
    authorityOf: (lane) => this.#authorityOf(lane),
    env: this.env,
    now: this.#now,
  });
  readonly #clock = openArcaClock(this.ctx.storage);
  readonly #arca = arcaConnections(this.ctx, this.env, this.#now);
  readonly #probes = openProbes({ arca: this.#arca, env: this.env, now: this.#now });
  readonly #slots = slots(SLOTS);
  readonly #lookUp = taxpayerLookUp({ arca: this.#arca, taxpayers: taxpayerMemory(this.ctx.storage, this.#now), slots: this.#slots });
  readonly #profiles = openProfiles(this.ctx.storage);
  readonly #decisions = openDecisions(this.ctx.storage, this.#outbox, this.#now);
  readonly #backlog = openBacklog({ count: this.#store.waitingIn, highWater: () => Number(this.env.LANE_HIGH_WATER), now: Date.now });
  readonly #accept = acceptance({
    store: this.#store,
    backlog: this.#backlog,
    ledger: this.#ledger,
    names: this.#forgotten,
    profiles: this.#profiles,
  });
  readonly #group = groupCommit(Date.now);
  readonly #waiters = waiters();
  readonly #pauses = pauses();
  readonly #authorityOf = laneAuthorities({
    store: this.#store,
    profiles: this.#profiles,
    calls: this.#calls,
    arca: this.#arca,
    slots: this.#slots,
    clock: this.#clock,
  });
  readonly #publisher = publisher({
    pauses: this.#pauses,
    wakeUps: this.#wakeUps,
    publish: async (isStopping) => {
      const ports = { outbox: this.#outbox, records: this.#records, calls: this.#calls, database: this.#database, now: this.#now };
      await this.#ledger.writing(() => publish({ ...ports, isStopping }));
      this.#pruning.sometimes();
    },
    nextDue: () => this.#outbox.nextDue(),
  });
  readonly #lanes = openLanes({
    store: this.#store,
    pauses: this.#pauses,
    wakeUps: this.#wakeUps,
    run: (lane) => this.#run(lane),
    gather: (lane) => this.#group.gather(lane),
  });
  readonly #entries = openEntries({
    store: this.#store,
    waiters: this.#waiters,
    pauses: this.#pauses,
    wakeUps: this.#wakeUps,
    lanes: this.#lanes,
  });
  readonly #recovery = recovery(this.ctx, {
    store: this.#store,
    outbox: this.#outbox,
    ledger: this.#ledger,
    pauses: { until: (what) => Math.max(this.#pauses.until(what), this.#lanes.heldUntil(what)) },
    wakeUps: this.#wakeUps,
    lanes: this.#lanes,
    publisher: this.#publisher,
  });

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    createTables(ctx.storage);
  }

  /** Accepts for good, then waits at most `waitMs` for the end of it. Safe to repeat with the same key. */
  async submit(submission: Submission, waitMs: number): Promise<Submitted> {
    await this.#recovery.begin();
    const accepted = this.#accept(submission);
    if (accepted.outcome === "refused") return accepted;
    return this.#group.attend(async () => {
      // Who asks again after a crash need not wait for the alarm.
      if (!accepted.replayed || !this.#store.isIdle(accepted.lane)) void this.#lanes.work(accepted.lane);
      const entry = await this.#entries.settledOrLate(submission.owner, accepted.id, waitMs);
      return { outcome: "accepted", entry, replayed: accepted.replayed };
    });
  }

  /** The same for many, in their order: where the object dies, either all were accepted or none. Waits for the end of none. */
  async submitMany(submissions: readonly Submission[]): Promise<Submitted[]> {
    await this.#recovery.begin();
    const accepted = submissions.map((submission) => ({ submission, ...this.#accept(submission) }));
    for (const one of accepted) if (one.outcome === "accepted" && !one.replayed) void this.#lanes.work(one.lane);
    return Promise.all(
      accepted.map(async ({ submission, ...one }): Promise<Submitted> => {
        if (one.outcome === "refused") return one;
        return { outcome: "accepted", entry: await this.#entries.settledOrLate(submission.owner, one.id, 0), replayed: one.replayed };
      }),
    );
  }

  /** What an earlier request with this key brought, or undefined. */
  async replay(
    { owner, issuerId, key, bodyHash }: { owner: Owner; issuerId: string; key: string; bodyHash: string },
    waitMs: number,
  ): Promise<Submitted | undefined> {
    await this.#ledger.ready();
    const earlier = this.#store.byKey(owner, issuerId, key);
    if (!earlier) return undefined;
    if (earlier.bodyHash !== bodyHash) return { outcome: "refused", reason: "idempotency_conflict" };
    return { outcome: "accepted", entry: await this.#entries.settledOrLate(owner, earlier.id, waitMs), replayed: true };
  }

  /** What ARCA's register says of a CUIT, a day old at most. */
  taxpayer(issuer: IssuerIdentity, owner: Owner, cuit: string): Promise<Registered> {
    return this.#lookUp(issuer, owner, cuit);
  }

  /** What was done for an invoice so far. */
  async timeline(owner: Owner, id: string): Promise<CaseFile | undefined> {
    return this.#records.timeline(owner, id);
  }

  /** What was last submitted with of an issuer. To be asked only where Postgres fails. */
  knows(owner: Owner, issuerId: string): InvoicingIssuer | undefined {
    return this.#profiles.recall(owner, issuerId);
  }

  /** Ends an invoice that has no number yet. */
  async cancel(owner: Owner, id: string, actor: string): Promise<Entry | Refused | undefined> {
    await this.#recovery.begin();
    this.#ledger.requireCertain(id);
    return this.#decided(owner, id, this.#decisions.cancel({ owner, id, actor }));
  }

  /** What a person says of an invoice that needs attention. */
  async resolve(owner: Owner, id: string, { actor, action }: { actor: string; action: Resolution }): Promise<Entry | Refused | undefined> {
    await this.#recovery.begin();
    return this.#decided(owner, id, this.#decisions.resolve({ owner, id, actor }, action));
  }

  /** What a new invoice would find in a lane. @param date `yyyymmdd` */
  async outlook(lane: Lane, date: string): Promise<Outlook> {
    const key = laneKey(lane);
    return { isBeforeLast: date < (this.#store.lastDate(key) ?? ""), isEarlierWaiting: this.#store.isEarlierWaiting(key, date) };
  }

  /** What ARCA lets an issuer do by its certificate, a few seconds old at most. `lane`: where it means to issue. */
  probe(issuer: IssuerIdentity, lane: Lane): Promise<Probe> {
    return this.#probes.of(issuer, lane);
  }

  async find(owner: Owner, id: string): Promise<Entry | undefined> {
    const stored = this.#store.byId(owner, id);
    return stored && this.#entries.of(stored);
  }

  /** Those of them that it has. */
  async findMany(owner: Owner, ids: readonly string[]): Promise<Entry[]> {
    const found = await Promise.all(ids.map((id) => this.find(owner, id)));
    return found.filter((entry) => entry !== undefined);
  }

  /**
   * Its sandbox has begun anew, and numbers from one again: what was issued in the old one is forgotten, once nobody works on it
   * any more. No other environment forgets.
   */
  async forget(): Promise<void> {
    if (this.#store.identity()?.environment !== "sandbox") return;
    const forget = () => {
      this.#store.forget();
      this.#ledger.forget();
      this.#forgotten.clear();
    };
    await this.#lanes.quiet(() => this.#publisher.quiet(forget));
  }

  /** Postgres has just dropped every invoice of it: it is told again of those that were accepted meanwhile. */
  async retell(): Promise<void> {
    await this.#recovery.begin();
    this.#ledger.catchUp(this.#store.ids());
    this.ctx.waitUntil(this.#publisher.publish());
  }

  /** Rung where Postgres shows invoices of it as unfinished for long. @param ids of the oldest of them */
  async wake(ids: readonly string[]): Promise<void> {
    await this.#recovery.begin();
    this.#ledger.catchUp(ids);
  }

  /** Every lane against ARCA's books. */
  async auditLedger(): Promise<LaneAudit[]> {
    await this.#recovery.begin();
    return this.#ledger.audit().finally(() => this.ctx.waitUntil(this.#publisher.publish()));
  }

  /** A person says that homologation has begun a lane's books anew after that number. See reopen.ts. */
  async reopen(lane: Lane, above: number): Promise<Reopened> {
    await this.#recovery.begin();
    await this.#publisher.publish();
    const reopened = await this.#ledger.reopen(laneKey(lane), above);
    if (reopened === "reopened") void this.#lanes.work(laneKey(lane));
    return reopened;
  }

  /** Recovers what a crash, an eviction or a lost answer left behind. */
  override alarm(): Promise<void> {
    return this.#recovery.run();
  }

  async #run(lane: string): Promise<void> {
    const settled = (outcomes: readonly Outcome[]) => {
      this.#group.settled(lane, outcomes.length);
      this.#backlog.settled(lane, outcomes.length);
      this.#waiters.release(outcomes, !this.#store.isIdle(lane));
      this.ctx.waitUntil(this.#publisher.publish());
    };
    const { authority, outcomes } = await this.#ledger.open(lane);
    if (outcomes.length > 0) settled(outcomes);
    // A run ends early where the lanes are to be quiet: the alarm comes back to what is left.
    const isIdle: Store["isIdle"] = (one, held) => this.#lanes.isStopping() || this.#store.isIdle(one, held);
    const timeoutMs = Number(this.env.ARCA_TIMEOUT_MS);
    await pump(lane, { store: { ...this.#store, isIdle }, authority, held: this.#lanes.held, timeoutMs, skew: this.#clock.skew, settled });
  }

  async #decided(owner: Owner, id: string, decided: Decided): Promise<Entry | Refused | undefined> {
    const stored = this.#store.byId(owner, id);
    if (!decided || !stored) return undefined;
    if (decided.outcome === "refused") return { refused: decided.status };
    this.#waiters.release([{ id, status: stored.invoice.status }]);
    if (isUnderWay(stored.invoice.status)) void this.#lanes.work(laneOf(stored.invoice));
    this.ctx.waitUntil(this.#publisher.publish());
    return this.#entries.of(stored);
  }
}
