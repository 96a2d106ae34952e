import { expect } from "vitest";
import { addDays } from "../../../shared/dates.ts";
import { newId } from "../../../shared/ids.ts";
import type { Submission } from "../../../workers/issuer/index.ts";
import { accept } from "../../../workers/issuer/accept.ts";
import { openDecisions } from "../../../workers/issuer/decisions.ts";
import { heldSubmitters, type HeldSubmitters } from "../../../workers/issuer/held-submitters.ts";
import { openOutbox } from "../../../workers/issuer/outbox.ts";
import { pauses } from "../../../workers/issuer/pauses.ts";
import { type LaneStore, pump } from "../../../workers/issuer/pump.ts";
import { openStore } from "../../../workers/issuer/store.ts";
import { submitterOf } from "../../../workers/issuer/submitter.ts";
import { fingerprintOf } from "../../../workers/issuer/unnumbered.ts";
import { Crash, type Fault, IN_PASSING, ModelArca, STRANGER } from "./model-arca.ts";

const LANE = "3-6";
const START = Date.parse("2026-11-24T15:00:00Z");
const TIMEOUT_MS = 30_000;
const HOUR = 3_600_000;
/** As the product learns it of a clock that agrees with its own. */
const SKEW = { low: -200, high: 999 };
/** Invoices of this total ARCA refuses. */
const BAD = "666.00";

export type Action =
  /** Few contents, so that many sales are alike. */
  | { readonly do: "submit"; readonly total: string; readonly inDays: number; readonly redate: boolean; readonly second?: boolean }
  /** From now on ARCA cannot be called as one of the two organizations; or it can again. */
  | { readonly do: "relation"; readonly second: boolean; readonly ended: "refused" | "no_ticket" | null }
  | { readonly do: "cancel"; readonly nth: number }
  | { readonly do: "fault"; readonly fault: Fault }
  | { readonly do: "pass"; readonly ms: number }
  /** Somebody else issues, an hour apart from all that we do. */
  | { readonly do: "stranger"; readonly total: string }
  | { readonly do: "land" }
  /** @param crashAt the process dies at that step, counted over what it awaits. @param meanwhile happens during its calls */
  | { readonly do: "run"; readonly crashAt: number | null; readonly meanwhile: readonly Action[] };

type Final = readonly [status: string, number: number | null, cae: string | null];

/** The real store and pump of one lane in which two organizations issue, over SQLite, against a model of ARCA. */
export class World {
  readonly arca = new ModelArca(START, (fingerprint) => fingerprint.includes(BAD));
  readonly #submitted = new Map<string, Submission>();
  readonly #heard = new Map<string, Final>();
  readonly #make: (key: string, total: string, date: string) => Submission;
  readonly #store;
  readonly #decisions;
  readonly #second = newId("org");
  #held = this.#holding();
  #running = false;

  constructor(storage: DurableObjectStorage, make: (key: string, total: string, date: string) => Submission) {
    for (const table of ["invoices", "lanes", "outbox"]) storage.sql.exec(`DELETE FROM ${table}`);
    const now = () => new Date(this.arca.now);
    const outbox = openOutbox(storage, newId, now);
    this.#make = make;
    this.#store = openStore(storage, outbox, now);
    this.#decisions = openDecisions(storage, outbox, now);
  }

  /** @returns how many steps a run took */
  async act(action: Action): Promise<number> {
    if (action.do !== "run") this.#actNow(action);
    const steps = action.do === "run" ? await this.#run(action) : 0;
    this.listen();
    return steps;
  }

  /** Calm weather, and a person who knows the truth, until nothing waits. */
  async end(): Promise<void> {
    this.arca.faults.length = 0;
    for (let turns = 0; !this.#store.isIdle(LANE, [...this.arca.ended.keys()]); turns += 1) {
      expect(turns, "who can issue waits for who cannot").toBeLessThan(40);
      await this.#calm();
    }
    this.arca.ended.clear();
    for (let turns = 0; !this.#store.isIdle(LANE); turns += 1) {
      expect(turns).toBeLessThan(40);
      await this.#calm();
    }
    this.#decide();
    if (!this.#store.isIdle(LANE)) await this.end();
  }

  async #calm(): Promise<void> {
    await this.#run({ do: "run", crashAt: null, meanwhile: [] });
    this.arca.land();
    this.arca.now += 11 * 60_000;
    this.listen();
    this.#decide();
  }

  /** What clients are told; what is final never changes. */
  listen(): void {
    for (const [id, { owner }] of this.#submitted) {
      const invoice = this.#store.byId(owner, id)?.invoice;
      if (!invoice || !["authorized", "rejected", "cancelled"].includes(invoice.status)) continue;
      const final: Final = [invoice.status, invoice.number, invoice.cae];
      expect(final).toEqual(this.#heard.get(id) ?? final);
      this.#heard.set(id, final);
    }
  }

  /** Nothing lost, doubled or mixed up, as the one who knows whose each comprobante is. */
  check(): void {
    this.listen();
    expect([...this.#heard.keys()].toSorted()).toEqual([...this.#submitted.keys()].toSorted());
    const ours = this.arca.ledger.flatMap(({ by }, i) => (by === STRANGER ? [] : [[by, i + 1] as const]));
    const authorized = [...this.#heard].flatMap(([id, [status, number]]) => (status === "authorized" ? [[id, number] as const] : []));
    expect(authorized.toSorted(byId)).toEqual(ours.toSorted(byId));
    for (const [id, [status, number, cae]] of this.#heard) {
      if (status === "authorized") expect(cae).toBe(this.arca.ledger[(number ?? 0) - 1]?.cae);
      const { invoice } = this.#submitted.get(id) ?? {};
      const bad = invoice?.total === BAD;
      const findings = status === "rejected" && invoice ? this.#findings(id) : [];
      if (status === "rejected")
        expect(bad || findings.includes(IN_PASSING) || (findings.includes(10016) && !invoice?.allow_redate)).toBe(true);
      if (bad) expect(status).not.toBe("authorized");
    }
  }

  statuses(): string[] {
    return [...this.#submitted].map(([id, { owner }]) => this.#store.byId(owner, id)?.invoice.status ?? "");
  }

  #findings(id: string): number[] {
    const submission = this.#submitted.get(id);
    return (submission && this.#store.byId(submission.owner, id)?.findings.map(({ code }) => code)) ?? [];
  }

  #actNow(action: Exclude<Action, { do: "run" }>): void {
    if (action.do === "submit") this.#submit(action);
    if (action.do === "cancel") this.#cancel(action.nth);
    if (action.do === "fault") this.arca.faults.push(action.fault);
    if (action.do === "pass") this.arca.now += action.ms;
    if (action.do === "relation") this.#relate(action);
    if (action.do === "land") this.arca.land();
    if (action.do === "stranger" && !this.#running) {
      this.arca.now += HOUR;
      this.arca.issue(this.#fingerprint(action.total));
      this.arca.now += HOUR;
    }
  }

  #relate({ second, ended }: Extract<Action, { do: "relation" }>): void {
    const { owner, issuer } = this.#made("", "1.00", this.arca.today, second);
    const submitter = submitterOf(owner, issuer.id);
    if (ended === null) this.arca.ended.delete(submitter);
    else this.arca.ended.set(submitter, ended);
  }

  #made(key: string, total: string, date: string, second: boolean): Submission {
    const made = this.#make(key, total, date);
    return second ? { ...made, owner: { ...made.owner, organizationId: this.#second } } : made;
  }

  #submit({ total, inDays, redate, second = false }: Extract<Action, { do: "submit" }>): void {
    const key = `k${this.#submitted.size}`;
    const made = this.#made(key, total, addDays(this.arca.today, inDays), second);
    const submission = { ...made, invoice: { ...made.invoice, allow_redate: redate } };
    const backlog = { refuses: () => undefined, accepted: () => undefined };
    const { outcome } = accept({ store: this.#store, backlog }, submission);
    if (outcome === "accepted") this.#submitted.set(submission.invoice.id, submission);
  }

  #cancel(nth: number): void {
    const [id, submission] = [...this.#submitted][nth] ?? [];
    if (!id || !submission) return;
    const before = this.#store.byId(submission.owner, id)?.invoice.status;
    const decided = this.#decisions.cancel({ owner: submission.owner, id, actor: "key" });
    expect(decided?.outcome).toBe(before === "queued" || before === "cancelled" ? "done" : "refused");
  }

  /** As a person who compares `attention` with the books of the other system. */
  #decide(): void {
    this.#explain();
    for (const [id, { owner }] of this.#submitted) {
      const { attention, status } = this.#store.byId(owner, id)?.invoice ?? {};
      if (status !== "needs_attention" || !attention) continue;
      const action = this.arca.ledger[attention.number - 1]?.by === id ? "adopt" : "release";
      expect(this.#decisions.resolve({ owner, id, actor: "usr" }, action)?.outcome).toBe("done");
    }
    this.listen();
  }

  /**
   * A person is asked only where there is a reason: a stranger had the same content; or one of ours came late where others issue, or after
   * its call was cut. And of what follows such a one in the call.
   */
  #explain(): void {
    const asked = [...this.#submitted].flatMap(([id, { owner }]) => {
      const { attention, status } = this.#store.byId(owner, id)?.invoice ?? {};
      return status === "needs_attention" && attention ? [attention] : [];
    });
    const numbers = new Set(asked.map(({ number }) => number));
    for (const { number, lane_is_shared, attempted_until } of asked) {
      const there = this.arca.ledger[number - 1];
      const isLate = lane_is_shared && (there?.processedAt ?? 0) > Date.parse(attempted_until);
      const isAfterCut = this.arca.cut.has(there?.by ?? "") && (there?.processedAt ?? 0) > Date.parse(attempted_until);
      expect(there?.by === STRANGER || isLate || isAfterCut || numbers.has(number - 1)).toBe(true);
    }
  }

  async #run({ crashAt, meanwhile }: Extract<Action, { do: "run" }>): Promise<number> {
    const pending = [...meanwhile];
    let steps = 0;
    let dead = false;
    this.#running = true;
    const step = () => {
      if (dead) throw new Crash();
      if (steps++ !== crashAt) return;
      dead = true;
      throw new Crash();
    };
    const authority = this.arca.authority(step, () => {
      this.arca.now += 700;
      const next = pending.shift();
      if (next && next.do !== "run") this.#actNow(next);
    });
    try {
      await pump(LANE, {
        store: this.#mortal(() => dead),
        authority,
        held: this.#held,
        timeoutMs: TIMEOUT_MS,
        skew: () => SKEW,
        settled: () => this.listen(),
      });
    } catch (error) {
      if (!dead) this.#store.markInDoubt(LANE);
      else this.#held = this.#holding();
      const name = (error as Error).name;
      expect(
        error instanceof Crash ||
          name === "ArcaError" ||
          /settles nothing|day has to end|may have been heard|may land yet/.test(String(error)),
      ).toBe(true);
    }
    this.#running = false;
    return steps;
  }

  /** A new process knows of nobody who is held. */
  #holding(): HeldSubmitters {
    return heldSubmitters({ pauses: pauses(), now: () => this.arca.now, noted: () => undefined });
  }

  /** A process that is gone writes nothing. */
  #mortal(isDead: () => boolean): LaneStore {
    return new Proxy<LaneStore>(this.#store, {
      get: (store, name: keyof LaneStore) => {
        if (isDead()) throw new Crash();
        return store[name];
      },
    });
  }

  /** Of an invoice of that total and of today. */
  #fingerprint(total: string): string {
    const { detail } = this.#make("theirs", total, this.arca.today);
    return fingerprintOf(detail);
  }
}

const byId = (a: readonly [string, unknown], b: readonly [string, unknown]): number => (a[0] < b[0] ? -1 : 1);
