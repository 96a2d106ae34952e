import type { WsfeAuth } from "../arca/index.ts";
import type { IssuerIdentity } from "./submission.ts";

const SPARE_MS = 60_000;
/** The keeper renews in good time what it is asked for; so it is asked now and then. */
const HOLD_MS = 30 * 60_000;

interface Ticket extends WsfeAuth {
  /** ISO instant. */
  readonly expiresAt: string;
}

/**
 * The login ticket of one issuer, kept in memory between calls; the object `Tickets` of its certificate is the one that logs in,
 * keeps it encrypted, and knows of a newer one.
 */
export function ticketSource(tickets: Env["TICKETS"], now: () => Date) {
  let held: Ticket | undefined;
  let holdUntil = 0;
  let refused: string | undefined;
  return {
    async auth({ environment, id: issuerId, certificate }: IssuerIdentity): Promise<WsfeAuth> {
      if (held && now().getTime() < holdUntil) return held;
      const keeper = tickets.getByName(`${environment}:${certificate.id}`);
      const complaint = refused === undefined ? {} : { refused };
      // Complained of once: where no other ticket can be had yet, the next call tries this one again.
      refused = undefined;
      const ticket = await keeper.ticket({ environment, service: "wsfe", certificate: { ...certificate, issuerId }, ...complaint });
      held = ticket;
      holdUntil = Math.min(Date.parse(ticket.expiresAt) - SPARE_MS, now().getTime() + HOLD_MS);
      return ticket;
    },
    /** ARCA refused it: the next call logs in anew, or finds that somebody has. */
    drop(): void {
      refused = held?.token;
      held = undefined;
    },
  };
}
