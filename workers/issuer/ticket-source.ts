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
 * The login tickets of one CUIT for one service, kept in memory between calls; the object `Tickets` of a certificate is the one that
 * logs in, keeps them encrypted, and knows of a newer one. Each certificate has its own: a CUIT may be two organizations' issuer, and
 * neither acts by what ARCA lets the other do.
 */
export function ticketSource(tickets: Env["TICKETS"], now: () => Date, asking: Asking) {
  let last: { readonly pem: string; readonly source: CertificateSource } | undefined;

  return {
    /** Lanes that need one at the same time ask once. */
    async auth(issuer: IssuerIdentity): Promise<ArcaAuth & Pick<Ticket, "fingerprint">> {
      const { pem } = issuer.certificate;
      if (last?.pem !== pem) last = { pem, source: certificateSource(tickets, now, asking) };
      return last.source.auth(issuer);
    },
    /** ARCA refused it: the next call logs in anew, or finds that somebody has. */
    drop: (): void => last?.source.drop(),
  };
}

type CertificateSource = ReturnType<typeof certificateSource>;

function certificateSource(tickets: Env["TICKETS"], now: () => Date, { service, health }: Asking) {
  let held: Ticket | undefined;
  let holdUntil = 0;
  let refused: string | undefined;
  let asking: Promise<Ticket> | undefined;

  return {
    async auth(issuer: IssuerIdentity): Promise<Ticket> {
      if (held && now().getTime() < holdUntil) return held;
      asking ??= ask(issuer).finally(() => {
        asking = undefined;
      });
      return asking;
    },
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
      certificate: { issuerId, ...certificate },
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
