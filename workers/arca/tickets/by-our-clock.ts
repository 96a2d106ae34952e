import type { Ticket } from "../wsaa/ticket.ts";

/**
 * A ticket's life by our own clock: it begins now, and is as long as WSAA says. ARCA's clock may be ahead of ours or behind it, and
 * that of a sandbox as far as its owner likes.
 *
 * @param now when the ticket was asked for, so that it never seems to last longer than it does
 */
export function byOurClock(ticket: Ticket, now: Date): Ticket {
  const life = ticket.expiresAt.getTime() - ticket.generatedAt.getTime();
  return { ...ticket, generatedAt: now, expiresAt: new Date(now.getTime() + life) };
}
