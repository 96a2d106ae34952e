import type { Environment } from "../../../shared/catalog.ts";
import { ArcaError, type Fault, isArcaError } from "../errors.ts";
import type { Ticket } from "../wsaa/ticket.ts";
import { isAging, isUsable, waitAfter } from "./policy.ts";

/** WSAA is left alone until then (milliseconds since the epoch), for that reason. */
export interface Hold {
  readonly until: number;
  readonly fault: Fault | undefined;
}

/** What must outlive the object's memory, by service. */
export interface TicketStore {
  load(service: string): Promise<Ticket | undefined>;
  /** Lifts the hold. */
  save(service: string, ticket: Ticket): Promise<void>;
  hold(service: string): Hold | undefined;
  saveHold(service: string, hold: Hold): void;
}

interface Ask {
  readonly service: string;
  /** The token that ARCA refused. */
  readonly refused: string | undefined;
  readonly login: () => Promise<Ticket>;
}

/**
 * Tickets of one certificate. WSAA gives one at a time for each service and does not repeat it, so: one login at a time, whose
 * answer is written down at once; a ticket is kept while it lasts, whatever becomes of its renewal; a failure is waited out.
 *
 * A refused ticket is replaced, not thrown away: the refusal may concern one CUIT only (a relation that is missing), and those
 * who are not refused go on with it.
 */
export interface TicketKeeper {
  /** @throws ArcaError `ticket_unavailable`, with `retryAfterSeconds` and WSAA's fault where there was one */
  ticket(ask: Ask): Promise<Ticket>;
}

interface KeeperOptions {
  readonly environment: Environment;
  readonly store: TicketStore;
  readonly now: () => number;
}

export function openKeeper({ environment, store, now }: KeeperOptions): TicketKeeper {
  const tickets = new Map<string, Ticket | undefined>();
  const flights = new Map<string, Promise<Ticket>>();

  return {
    async ticket(ask) {
      await recall(ask.service);
      // No await from here to the flight's start: two callers never see the same gap.
      const held = tickets.get(ask.service);
      const at = now();
      if (!held || !isUsable(held, at) || held.token === ask.refused) return renew(ask);
      // Nobody waits for this one; `login` reports its own failure, and the next caller tries again once the hold is over.
      if (isAging(held, at)) renew(ask).catch(() => undefined);
      return held;
    },
  };

  async function recall(service: string): Promise<void> {
    if (tickets.has(service)) return;
    const loaded = await store.load(service);
    if (!tickets.has(service)) tickets.set(service, loaded);
  }

  function renew(ask: Ask): Promise<Ticket> {
    const running = flights.get(ask.service);
    if (running) return running;
    const flight = loginOnce(ask).finally(() => flights.delete(ask.service));
    flights.set(ask.service, flight);
    return flight;
  }

  async function loginOnce({ service, login }: Ask): Promise<Ticket> {
    const hold = store.hold(service);
    if (hold && hold.until > now()) throw unavailable(hold.until - now(), hold.fault);
    const ticket = await login().catch((error: unknown) => {
      throw isArcaError(error) ? holdAfter(service, error) : error;
    });
    await store.save(service, ticket);
    tickets.set(service, ticket);
    return ticket;
  }

  function holdAfter(service: string, error: ArcaError): ArcaError {
    const wait = waitAfter(error, environment);
    store.saveHold(service, { until: now() + wait, fault: error.fault });
    return unavailable(wait, error.fault, error);
  }
}

function unavailable(waitMs: number, fault: Fault | undefined, cause?: ArcaError): ArcaError {
  return new ArcaError({
    code: "ticket_unavailable",
    certainty: "not_sent",
    operation: "loginCms",
    ...(fault ? { fault } : {}),
    detail: fault ? `${fault.code}: ${fault.text}` : (cause?.message ?? "no ticket yet"),
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
    cause,
  });
}
