import type { Environment } from "../../../shared/catalog.ts";
import { isArcaError } from "../errors.ts";
import type { Ticket } from "../wsaa/ticket.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const RENEW_SHARE = 0.2;
const RENEW_MS = 10 * MINUTE;
/** A ticket must outlive the call that shows it, and the difference between two clocks. */
const MARGIN_MS = MINUTE;

interface Waits {
  /** After `coe.alreadyAuthenticated`: the time within which WSAA gives no second ticket (its manual; "may change"). */
  readonly alreadyAuthenticated: number;
  /** After `coe.notAuthorized`: somebody may be clicking on the relation that is missing. */
  readonly notAuthorized: number;
  /** After any other fault: the specification asks for a minute before asking again. */
  readonly fault: number;
  /** After a call without an answer. */
  readonly noAnswer: number;
}

const WAITS: Record<Environment, Waits> = {
  sandbox: { alreadyAuthenticated: 5 * SECOND, notAuthorized: 2 * SECOND, fault: 2 * SECOND, noAnswer: SECOND },
  homologation: { alreadyAuthenticated: 10 * MINUTE, notAuthorized: 15 * SECOND, fault: MINUTE, noAnswer: 10 * SECOND },
  production: { alreadyAuthenticated: 2 * MINUTE, notAuthorized: 15 * SECOND, fault: MINUTE, noAnswer: 10 * SECOND },
};

/** Where ARCA itself answers. */
const ARCA_HOSTS = /(^|\.)(afip|arca)\.(gov|gob)\.ar$/;

/**
 * How long after a login WSAA gives no second ticket for the same certificate and service. In its place a sandbox or a stand-in may
 * have a window of its own, which its `coe.alreadyAuthenticated` tells.
 * @param url of WSAA
 */
export const reloginWindowMs = (environment: Environment, url: string): number =>
  ARCA_HOSTS.test(new URL(url).hostname) ? WAITS[environment].alreadyAuthenticated : 0;

export const isUsable = (ticket: Ticket, now: number): boolean => ticket.expiresAt.getTime() - now > MARGIN_MS;

/** Less than a fifth of its life is left, or less than ten minutes. */
export function isAging({ generatedAt, expiresAt }: Ticket, now: number): boolean {
  const life = expiresAt.getTime() - generatedAt.getTime();
  return expiresAt.getTime() - now < Math.max(life * RENEW_SHARE, RENEW_MS);
}

/** How long to leave WSAA alone after a failed login. Milliseconds. */
export function waitAfter(error: unknown, environment: Environment): number {
  const waits = WAITS[environment];
  if (!isArcaError(error) || !error.fault) return waits.noAnswer;
  if (error.fault.code === "coe.alreadyAuthenticated") return waits.alreadyAuthenticated;
  return error.fault.code === "coe.notAuthorized" ? waits.notAuthorized : waits.fault;
}
