import type { ArcaErrorCode, Certainty } from "./errors.ts";

export interface Failure {
  readonly code: ArcaErrorCode;
  readonly certainty: Certainty;
}

/**
 * Answers of the network edge in ARCA's place that say the request never reached it: 521 the server refused the connection, 523
 * no route to it, 525 and 526 the TLS handshake failed. 520, 522 and 524 may come after ARCA read the request.
 */
const EDGE_NOT_REACHED = new Set([521, 523, 525, 526]);

/**
 * Statuses by which a server refuses to read a request at all. WSFEv1 answers 400 with an empty body to XML that it cannot read.
 */
const REFUSED_UNREAD = new Set([400, 404, 405, 411, 413, 415, 429]);

/** Codes by which Node names a connection that was never made. */
const NOT_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/** Meaning of a status whose body is no SOAP envelope. 2xx too: a balancer may answer 200 with a text of its own. */
export function failureOfStatus(status: number): Failure {
  if (EDGE_NOT_REACHED.has(status)) return { code: "unreachable", certainty: "not_sent" };
  if (REFUSED_UNREAD.has(status)) return { code: "http_error", certainty: "not_sent" };
  return { code: status >= 200 && status < 300 ? "malformed_answer" : "http_error", certainty: "unknown" };
}

/**
 * Meaning of what `fetch` threw. The Workers runtime says "Network connection lost." for a refused connection and for one that was
 * reset after the request alike, so that only a code of Node's can prove that nothing was sent.
 */
export function failureOfThrown(error: unknown): Failure {
  if (isNamed(error, "TimeoutError") || isNamed(error, "AbortError")) return { code: "timeout", certainty: "unknown" };
  if (codesOf(error).some((code) => NOT_CONNECTED.has(code))) return { code: "unreachable", certainty: "not_sent" };
  return { code: "connection_lost", certainty: "unknown" };
}

/**
 * Meaning of a SOAP fault: `Client` says that the request could not be read or named no operation. Any other may have been raised
 * after the operation took effect.
 */
export function certaintyOfFault(code: string): Certainty {
  return code === "Client" || code.startsWith("Client.") || code === "Sender" ? "not_sent" : "unknown";
}

const isNamed = (error: unknown, name: string): boolean =>
  typeof error === "object" && error !== null && "name" in error && error.name === name;

function codesOf(error: unknown): string[] {
  if (typeof error !== "object" || error === null) return [];
  const own = "code" in error && typeof error.code === "string" ? [error.code] : [];
  return "cause" in error && error.cause !== error ? [...own, ...codesOf(error.cause)] : own;
}
