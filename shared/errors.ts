import { ERRORS, type ErrorType } from "./errors.data.ts";

export { ERRORS, type ErrorType };

export type ErrorCode = keyof typeof ERRORS;

/**
 * One thing wrong. `param` is a path into the request (`items[0].iva_rate`), null where no field is to blame; `arca_code` is
 * ARCA's own number.
 */
export interface Problem {
  readonly param: string | null;
  readonly code: string;
  readonly arca_code?: number;
  readonly message: string;
  readonly message_es: string;
  /** What would repair the request's body, where it can be computed. */
  readonly fix?: readonly PatchOperation[];
}

/** One step of a JSON Patch (RFC 6902). */
export type PatchOperation =
  | { readonly op: "add" | "replace"; readonly path: string; readonly value: PatchValue }
  | { readonly op: "remove"; readonly path: string };

type PatchValue = string | number | boolean;

interface ErrorDetails {
  readonly param?: string;
  readonly problems?: readonly Problem[];
  readonly arca?: readonly Problem[];
  /** Seconds for Retry-After. */
  readonly retryAfter?: number;
  /** The request id to show, where an answer of earlier is repeated. */
  readonly requestId?: string;
  readonly cause?: unknown;
}

/** An error meant for the caller. Anything else that is thrown becomes `internal`, with a constant text. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(ERRORS[code].en, { cause: details.cause });
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }
}

/** Reads the code by shape, not by class: prototypes do not survive a call between Workers or Durable Objects. */
export function errorCode(error: unknown): ErrorCode {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" && Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : "internal";
}
