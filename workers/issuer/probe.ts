import {
  type ArcaAuth,
  isArcaError,
  isTicketRefused,
  type Lane,
  openWsfe,
  reloginWindowMs,
  TICKET_SERVICES,
  ticketsName,
  type Wsfe,
} from "../arca/index.ts";
import type { IssuerIdentity } from "./submission.ts";

/** Why a question had no answer, as far as ARCA said: a SOAP fault, its own errors, when to ask again. */
export interface Unheard {
  readonly ok: false;
  readonly code: string;
  readonly fault: { readonly code: string; readonly text: string } | null;
  readonly arca: readonly { readonly code: number; readonly message: string }[];
  readonly retryAfterSeconds: number | null;
}
export type Answer<T> = { readonly ok: true; readonly value: T } | Unheard;

/** What ARCA says to an issuer who tries its door. A question that had no sense after the ones before it is null. */
export interface Probe {
  /** ISO instant. */
  readonly checkedAt: string;
  /** FEDummy: whether all three of WSFEv1's servers are up. */
  readonly service: Answer<boolean>;
  /** WSAA: whether there is a ticket for the certificate. */
  readonly login: Answer<true>;
  /** FECompUltimoAutorizado: whether the ticket is good for the CUIT. */
  readonly access: Answer<number> | null;
  readonly pointsOfSale: Answer<Awaited<ReturnType<Wsfe["pointsOfSale"]>>> | null;
  /** ISO instant before which another login brings nothing, where one is needed. */
  readonly loginAgainAt: string | null;
}

export interface Knocking {
  readonly issuer: IssuerIdentity;
  readonly lane: Lane;
  readonly tickets: Env["TICKETS"];
  /** Of a WSFEv1 client, but for the ticket. */
  readonly options: Omit<Parameters<typeof openWsfe>[0], "auth">;
  /** Where WSAA is. */
  readonly wsaa: string;
  /** The object that is told how a login went. */
  readonly health: string;
  readonly now: () => Date;
}

/** What ARCA makes a ticket last, whatever is asked. */
const TICKET_LIFE_MS = 12 * 60 * 60_000;

/**
 * Asks ARCA what an issuer may do, by the issuer's own certificate and no other's ticket. A ticket lists the CUITs that its
 * certificate represented when it was given; where the issuer's is missing another one is asked for, but never within the time in
 * which WSAA gives no second one.
 */
export async function probe(knocking: Knocking): Promise<Probe> {
  const { options, now } = knocking;
  const checkedAt = now().toISOString();
  const never = openWsfe({ ...options, auth: () => Promise.reject(new Error("a Dummy needs no ticket")) });
  const [service, login] = await Promise.all([answer(async () => isUp(await never.dummy())), answer(() => logIn(knocking))]);
  const after = (seconds: number | null) => (seconds === null ? null : new Date(now().getTime() + seconds * 1000).toISOString());
  if (!login.ok) {
    return {
      checkedAt,
      service: plain(service),
      login: plain(login),
      access: null,
      pointsOfSale: null,
      loginAgainAt: after(login.retryAfterSeconds),
    };
  }
  const { access, ticket, loginAgainAt } = await tryDoor(knocking, login.value);
  const isShut = !access.ok && access.refused;
  const pointsOfSale = isShut ? null : plain(await answer(() => ask(knocking, ticket).pointsOfSale()));
  return { checkedAt, service: plain(service), login: { ok: true, value: true }, access: plain(access), pointsOfSale, loginAgainAt };
}

/** With the ticket that there is, and with another one where that does not name the CUIT. */
async function tryDoor(knocking: Knocking, ticket: Ticket) {
  const knock = (shown: Ticket) => answer(() => ask(knocking, shown).lastAuthorized(knocking.lane), isTicketRefused);
  const access = await knock(ticket);
  if (access.ok || !access.refused) return { access, ticket, loginAgainAt: null };
  const { issuer, wsaa, now } = knocking;
  const again = Date.parse(ticket.expiresAt) - TICKET_LIFE_MS + reloginWindowMs(issuer.environment, wsaa);
  if (again > now().getTime()) return { access, ticket, loginAgainAt: new Date(again).toISOString() };
  const renewed = await answer(() => logIn(knocking, ticket.token));
  if (renewed.ok) return { access: await knock(renewed.value), ticket: renewed.value, loginAgainAt: null };
  const wait = renewed.retryAfterSeconds ?? 0;
  return { access, ticket, loginAgainAt: new Date(now().getTime() + wait * 1000).toISOString() };
}

interface Ticket extends ArcaAuth {
  readonly expiresAt: string;
}

const ask = ({ options }: Knocking, ticket: ArcaAuth): Wsfe => openWsfe({ ...options, auth: () => Promise.resolve(ticket) });

function logIn({ issuer: { environment, id, certificate }, tickets, health }: Knocking, refused?: string): Promise<Ticket> {
  return tickets.getByName(ticketsName(environment, certificate.pem)).ticket({
    environment,
    service: TICKET_SERVICES.wsfe,
    certificate: { issuerId: id, ...certificate },
    health,
    ...(refused !== undefined && { refused }),
  });
}

const isUp = (status: Awaited<ReturnType<Wsfe["dummy"]>>): boolean => Object.values(status).every((one) => one === "OK");

type Heard<T> = { readonly ok: true; readonly value: T } | (Unheard & { readonly refused: boolean });

/** @throws what is no answer of ARCA's, nor the lack of one */
async function answer<T>(question: () => Promise<T>, refusal: (error: unknown) => boolean = () => false): Promise<Heard<T>> {
  try {
    return { ok: true, value: await question() };
  } catch (error) {
    if (!isArcaError(error)) throw error;
    const { code, fault, arcaErrors: arca, retryAfterSeconds } = error;
    return { ok: false, code, fault: fault ?? null, arca, retryAfterSeconds: retryAfterSeconds ?? null, refused: refusal(error) };
  }
}

function plain<T>(heard: Heard<T>): Answer<T> {
  if (heard.ok) return heard;
  const { refused: _, ...unheard } = heard;
  return unheard;
}
