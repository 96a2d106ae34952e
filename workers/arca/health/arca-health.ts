import { DurableObject } from "cloudflare:workers";
import { afterCall, type Breaker, closedBreaker, type Pauses, type Permit, permitCall } from "./breaker.ts";
import { isAnswered, type ServiceCall, type WatchedService } from "./report.ts";
import { type HourOfOperation, openHealthStore } from "./store.ts";

const PAUSES: Record<"sandbox" | "real", Pauses> = {
  sandbox: { first: 1_000, longest: 4_000 },
  real: { first: 5_000, longest: 60_000 },
};

/** What is known of one service. */
export interface ServiceHealth {
  readonly service: WatchedService;
  /** null: it was never called. */
  readonly breaker: Breaker | null;
  /** Outcome of the last call without an answer. */
  readonly lastFailure: string | null;
}

/**
 * The health of ARCA's services as all who call them find it, named by `healthName`. A shell: `breaker.ts` decides, `store.ts`
 * remembers. It is told of calls after they ended, never on their way.
 */
export class ArcaHealth extends DurableObject<Env> {
  readonly #store = openHealthStore(this.ctx.storage);
  readonly #pauses = this.ctx.id.name?.startsWith("sandbox:") ? PAUSES.sandbox : PAUSES.real;

  /** @returns the breakers of the services that were called */
  report(calls: readonly ServiceCall[]): Partial<Record<WatchedService, Breaker>> {
    return this.#store.atomically(() => {
      const changed = new Map<WatchedService, Breaker>();
      for (const call of calls) {
        const before = changed.get(call.service) ?? this.#breaker(call.service);
        changed.set(call.service, afterCall(before, isAnswered(call), Date.now(), this.#pauses));
        this.#store.count(call);
      }
      for (const [service, breaker] of changed) this.#store.saveBreaker(service, breaker);
      for (const call of calls) if (!isAnswered(call)) this.#store.saveFailure(call.service, call.outcome);
      this.#store.forgetBefore(Date.now());
      return Object.fromEntries(changed);
    });
  }

  /** May the caller go ahead? Who is told to probe is the only one. */
  permit(service: WatchedService): Permit {
    return this.#store.atomically(() => {
      const { breaker, permit } = permitCall(this.#breaker(service), Date.now());
      this.#store.saveBreaker(service, breaker);
      return permit;
    });
  }

  /** Of the services asked for, and what was called in the last seven days. */
  health(services: readonly WatchedService[]): { services: ServiceHealth[]; hours: HourOfOperation[] } {
    return {
      services: services.map((service) => ({
        service,
        breaker: this.#store.breaker(service) ?? null,
        lastFailure: this.#store.lastFailure(service),
      })),
      hours: this.#store.hours(Date.now()),
    };
  }

  /** A service that was never called is closed since somebody first asked. */
  #breaker(service: WatchedService): Breaker {
    const known = this.#store.breaker(service);
    if (known) return known;
    const breaker = closedBreaker(Date.now());
    this.#store.saveBreaker(service, breaker);
    return breaker;
  }
}
