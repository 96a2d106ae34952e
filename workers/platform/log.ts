/** Fields that a log line may have. Secrets, headers and bodies are not among them. */
interface Fields {
  readonly request_id?: string;
  readonly organization_id?: string;
  readonly issuer_id?: string;
  readonly invoice_id?: string;
  /** Keyed hash of an e-mail address. */
  readonly account?: string;
  readonly certificate_id?: string;
  readonly environment?: string;
  readonly service?: string;
  readonly lane?: string;
  readonly operation?: string;
  readonly code?: string | number;
  /** Code of a SOAP fault. */
  readonly fault?: string;
  readonly count?: number;
  /** Thumbprint of a public key. */
  readonly kid?: string;
  readonly ms?: number;
  /** ISO 8601. */
  readonly expires_at?: string;
  /** ISO 8601. */
  readonly since?: string;
  readonly error?: unknown;
}

/** One line of JSON. `event` is `entity.verb.outcome`. */
export function log(level: "info" | "warn" | "error", event: string, { error, ...fields }: Fields = {}): void {
  console[level](JSON.stringify({ event, ...fields, ...failure(error) }));
}

/** What stands in the place of a statement that failed. */
const HIDDEN = "query failed";

function failure(error: unknown): { error?: string; stack?: string | undefined } {
  if (error === undefined) return {};
  if (isQueryError(error)) return failure(error.cause ?? HIDDEN);
  if (!(error instanceof Error)) return { error: JSON.stringify(error, (_, value: unknown) => (isQueryError(value) ? HIDDEN : value)) };
  const { message, stack = "" } = error;
  return { error: message.replace(STATEMENT, HIDDEN), stack: STATEMENT.test(stack) ? undefined : stack };
}

/** Drizzle's text, in the words of somebody who passes it on, or of an error that a call between objects has left without its class. */
const STATEMENT = /Failed query:[^]*/;

/** Drizzle's own: text and stack hold the statement and its parameters, secrets among them. What the database said lies under it. */
const isQueryError = (error: unknown): error is { readonly cause?: unknown } =>
  typeof error === "object" && error !== null && "query" in error && "params" in error;
