import { type ArcaAuth, type ServiceName, TICKET_SERVICES, ticketsName } from "../arca/index.ts";
import type { IssuerIdentity } from "./submission.ts";

const SPARE_MS = 60_000;
/** The keeper renews in good time what it is asked for; so it is asked now and then. */
const HOLD_MS = 30 * 60_000;

interface Ticket extends ArcaAuth {
  /** ISO instant. */
  readonly expiresAt: string;
  /** Tells one ticket from another without giving anything of it away. */
  readonly fingerprint: string;
}

interface Asking {
  readonly service: ServiceName;
  /** The object that is told how a login went. */
  readonly health: string;
}

/**
 * The login ticket of one issuer for one service, kept in memory between calls; the object `Tickets` of its certificate is the
 * one that logs in, keeps it encrypted, and knows of a newer one.
 */
export function ticketSource(tickets: Env["TICKETS"], now: () => Date, { service, health }: Asking) {
  let held: Ticket | undefined;
  let holdUntil = 0;
  let refused: string | undefined;
  let asking: Promise<Ticket> | undefined;

  return {
    /** Lanes that need one at the same time ask once. */
    async auth(issuer: IssuerIdentity): Promise<ArcaAuth & Pick<Ticket, "fingerprint">> {
      if (held && now().getTime() < holdUntil) return held;
      asking ??= ask(issuer).finally(() => {
        asking = undefined;
      });
      return asking;
    },
    /** ARCA refused it: the next call logs in anew, or finds that somebody has. */
    drop(): void {
      if (!held) return;
      refused = held.token;
      held = undefined;
    },
  };

  async function ask({ environment, id: issuerId, certificate }: IssuerIdentity): Promise<Ticket> {
    const keeper = tickets.getByName(ticketsName(environment, certificate.pem));
    const complaint = refused === undefined ? {} : { refused };
    // Complained of once: where no other ticket can be had yet, the next call tries this one again.
    refused = undefined;
    const given = await keeper.ticket({
      environment,
      service: TICKET_SERVICES[service],
      certificate: { ...certificate, issuerId },
      health,
      ...complaint,
    });
    const ticket = { ...given, fingerprint: await fingerprintOf(given.token) };
    held = ticket;
    holdUntil = Math.min(Date.parse(ticket.expiresAt) - SPARE_MS, now().getTime() + HOLD_MS);
    return ticket;
  }
}

/** The first 8 hexadecimal digits of its SHA-256. */
async function fingerprintOf(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return new Uint8Array(digest, 0, 4).toHex();
}
