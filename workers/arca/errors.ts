import type { ArcaMessage } from "./wsfe/detail.ts";

/**
 * - `unreachable`: no connection, or no TLS. `timeout`, `connection_lost`, `http_error`: as they say.
 * - `soap_fault`: ARCA answered with a fault; see `fault`.
 * - `malformed_answer`: not a SOAP envelope: HTML, cut short, larger than 5 MiB.
 * - `unexpected_answer`: an envelope in which an element is missing or is not of its type; `message` names it.
 * - `arca_errors`: ARCA's own Errors; see `arcaErrors`.
 * - `ticket_unavailable`: no ticket now; again after `retryAfterSeconds`.
 * - `circuit_open`: the service has been failing, and is left alone for `retryAfterSeconds`.
 */
export type ArcaErrorCode =
  | "unreachable"
  | "timeout"
  | "connection_lost"
  | "http_error"
  | "soap_fault"
  | "malformed_answer"
  | "unexpected_answer"
  | "arca_errors"
  | "ticket_unavailable"
  | "circuit_open";

/** `not_sent`: nothing was applied at ARCA, for sure. `unknown`: it may have been; only ARCA can tell. */
export type Certainty = "not_sent" | "unknown";

/** A SOAP fault. `code` is the local part of the faultcode: `coe.alreadyAuthenticated`, `Client`. */
export interface Fault {
  readonly code: string;
  readonly text: string;
}

interface ArcaErrorDetails {
  readonly code: ArcaErrorCode;
  readonly certainty: Certainty;
  /** Name of the SOAP operation. */
  readonly operation: string;
  readonly detail?: string;
  readonly fault?: Fault;
  readonly arcaErrors?: readonly ArcaMessage[];
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/**
 * A call to ARCA that brought no usable answer. Everything a caller decides by is an own property, so that it survives a call
 * between Workers or Durable Objects; read it by `code`, never by class.
 */
export class ArcaError extends Error {
  override readonly name = "ArcaError";
  readonly code: ArcaErrorCode;
  readonly certainty: Certainty;
  readonly operation: string;
  readonly fault: Fault | undefined;
  readonly arcaErrors: readonly ArcaMessage[];
  readonly retryAfterSeconds: number | undefined;

  constructor({ code, certainty, operation, detail, fault, arcaErrors = [], retryAfterSeconds, cause }: ArcaErrorDetails) {
    const said = detail ?? fault?.text ?? arcaErrors.map((error) => `${error.code} ${error.message}`).join("; ");
    super(`${operation}: ${said || code}`, { cause });
    this.code = code;
    this.certainty = certainty;
    this.operation = operation;
    this.fault = fault;
    this.arcaErrors = arcaErrors;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** By shape, since it may come from another Worker. */
export function isArcaError(error: unknown): error is ArcaError {
  return typeof error === "object" && error !== null && "name" in error && error.name === "ArcaError" && "code" in error;
}

/** 600: token or signature; 601: the CUIT is not among those of the ticket (WSFEv1 manual; on the wire that is 600 as well). */
const TICKET_CODES = new Set([600, 601]);
/** WSFEX's own: the same words in one text after it. In WSFEv1 the number means something else. */
const FEX_TICKET_CODE = 1000;
/** Java's services say it by a fault: "Token malformado", "Falta token y/o sign.", "Token vencido …". */
const TICKET_FAULT = /\btoken\b/i;

/**
 * Did ARCA refuse the ticket? Takes what a call threw, or the `errors` of an authorization. Nothing was applied then; a new ticket
 * may help, also where a CUIT is missing, since a ticket lists the CUITs that its certificate represented when it was given.
 */
export function isTicketRefused(source: unknown): boolean {
  if (isArcaError(source) && source.code === "soap_fault") return TICKET_FAULT.test(source.fault?.text ?? "");
  const messages = Array.isArray(source) ? (source as readonly unknown[]) : isArcaError(source) ? source.arcaErrors : [];
  return messages.some((message) => {
    const { code = 0, message: text = "" } = (message ?? {}) as Partial<ArcaMessage>;
    return TICKET_CODES.has(code) || (code === FEX_TICKET_CODE && text.startsWith("Usuario no autorizado"));
  });
}
