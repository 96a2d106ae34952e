import type { ClockState } from "../clock/clock.ts";
import { chooseFault, type Fault, type FaultPlan } from "../faults/fault.ts";
import type { Wish } from "../faults/magic.ts";
import { type LateRequest, openControlStore } from "./store.ts";

/** A request at the door of a tenant's sandbox. */
export interface Visitor {
  readonly operation: string;
  readonly wishes: readonly Wish[];
  /** Milliseconds since 1970, by the real clock. */
  readonly now: number;
}

/** How it is to be treated. */
export interface Visit {
  /** What the tenant's clock is ahead of the real one. */
  readonly offsetMs: number;
  readonly fault: Fault | null;
}

/** A row holds 2 MB at most. */
const MAX_LATE_BODY = 1024 * 1024;
const NO_FAULTS: FaultPlan = { rules: [], reloginWindowMs: 0 };
const REAL_TIME: ClockState = { offsetMs: 0, version: 0 };

/**
 * The control desk of one tenant's sandbox: its clock, the faults asked for, the logins of late. Everything is written down
 * before it is acted on, so that an eviction forgets no fault and repeats none.
 */
export class ControlDesk {
  readonly #store: ReturnType<typeof openControlStore>;
  readonly #random: () => number;

  constructor(storage: DurableObjectStorage, random: () => number = Math.random) {
    this.#store = openControlStore(storage);
    this.#random = random;
  }

  /** What happens to this request; a fault that happens has one less to go. */
  visit({ operation, wishes, now }: Visitor): Visit {
    const { offsetMs } = this.clock();
    const wish = wishes.find(({ mark }) => this.#store.markOnce(mark));
    return { offsetMs, fault: wish ? { kind: wish.kind } : this.#planned(operation, now) };
  }

  /** Writes a login down, unless one for the same certificate and service is too recent. */
  logIn(certificate: string, service: string, now: number): boolean {
    const last = this.#store.lastLogin(certificate, service);
    if (last !== undefined && Math.abs(now - last) < this.plan().reloginWindowMs) return false;
    this.#store.saveLogin(certificate, service, now);
    return true;
  }

  plan(): FaultPlan {
    return this.#store.get("faults") ?? NO_FAULTS;
  }

  setPlan(plan: FaultPlan): void {
    this.#store.set("faults", plan);
  }

  clock(): ClockState {
    return this.#store.get("clock") ?? REAL_TIME;
  }

  setClock(clock: ClockState): void {
    this.#store.set("clock", clock);
  }

  /** To be handled at `due`. One that is too large for a row is lost on the way. */
  postpone(request: LateRequest): void {
    if (request.body.length <= MAX_LATE_BODY) this.#store.addLate(request);
  }

  /** Takes those that are due out of the store: each is handled once at most. */
  takeDue(now: number): LateRequest[] {
    return this.#store.takeLate(now);
  }

  /** When the next is due. */
  nextDue(): number | undefined {
    return this.#store.nextLate();
  }

  #planned(operation: string, now: number): Fault | null {
    const plan = this.plan();
    if (plan.rules.length === 0) return null;
    const { fault, rules } = chooseFault(plan.rules, operation, now, this.#random);
    if (rules.length < plan.rules.length || fault) this.setPlan({ ...plan, rules });
    return fault;
  }
}
