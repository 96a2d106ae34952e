import type { CallReport } from "../timed.ts";
import { ArcaError } from "../errors.ts";
import { afterCall, type Breaker, closedBreaker, type Pauses, type Permit } from "./breaker.ts";
import { isAnswered, type ServiceCall, type WatchedService } from "./report.ts";

/** The object `ArcaHealth`. */
interface HealthPort {
  report(calls: readonly ServiceCall[]): Promise<Partial<Record<WatchedService, Breaker>>>;
  permit(service: WatchedService): Promise<Permit>;
}

interface Ports {
  readonly health: HealthPort;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Runs something later, whatever becomes of the caller; what it throws is logged. */
  readonly later: (ms: number, work: () => Promise<void>) => void;
}

/** One caller's view of ARCA's health. */
export interface Watch {
  /**
   * Lets a call pass, at once while the service answers. One that failed too often is tried by `probe` before, if it is our turn;
   * `probe` reports itself by `onCall`.
   *
   * @throws ArcaError `circuit_open`, with `retryAfterSeconds`
   */
  gate(service: WatchedService, probe: () => Promise<unknown>): Promise<void>;
  /** Takes note of a call. Its report leaves later, together with others; that of a failure at once. */
  onCall(service: WatchedService, report: CallReport): void;
}

const LINGER_MS = 2_000;
/** The object sets the pauses; here one lasts until it is asked. */
const LOCAL: Pauses = { first: 0, longest: 0 };

/**
 * The breaker where calls are made: in memory, so that it costs them nothing. It opens by its own count or when the object says so,
 * and then asks the object before each call.
 */
export function openWatch({ health, now, later }: Ports): Watch {
  const breakers = new Map<WatchedService, Breaker>();
  let buffer: ServiceCall[] = [];
  let isFlushing = false;
  const breakerOf = (service: WatchedService): Breaker => breakers.get(service) ?? closedBreaker(now());

  return {
    async gate(service, probe) {
      if (breakerOf(service).status === "closed") return;
      const permit = await ask(service);
      // What the probe brought is told by its report.
      const next =
        permit.go === "probe"
          ? await probe().then(
              () => ask(service),
              () => ask(service),
            )
          : permit;
      if (next.go !== "call") throw circuitOpen(service, next.go === "wait" ? next.retryAt - now() : 0);
      breakers.set(service, closedBreaker(now()));
    },
    onCall(service, report) {
      breakers.set(service, afterCall(breakerOf(service), isAnswered(report), now(), LOCAL));
      buffer.push({ ...report, service, at: now() });
      if (isFlushing && isAnswered(report)) return;
      isFlushing = true;
      later(isAnswered(report) ? LINGER_MS : 0, flush);
    },
  };

  /** Asked with all that is known here. */
  async function ask(service: WatchedService): Promise<Permit> {
    await flush();
    return health.permit(service);
  }

  async function flush(): Promise<void> {
    isFlushing = false;
    if (buffer.length === 0) return;
    const calls = buffer;
    buffer = [];
    const said = await health.report(calls);
    for (const [service, breaker] of Object.entries(said) as [WatchedService, Breaker][]) {
      if (breaker.status !== "closed") breakers.set(service, breaker);
    }
  }
}

function circuitOpen(service: WatchedService, waitMs: number): ArcaError {
  return new ArcaError({
    code: "circuit_open",
    certainty: "not_sent",
    operation: service,
    detail: "it has been failing, and is left alone for now",
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)),
  });
}
