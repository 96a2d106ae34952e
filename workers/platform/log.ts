/** Fields that a log line may have. Secrets, headers and bodies are not among them. */
interface Fields {
  readonly request_id?: string;
  readonly organization_id?: string;
  readonly issuer_id?: string;
  readonly invoice_id?: string;
  readonly certificate_id?: string;
  readonly environment?: string;
  readonly service?: string;
  readonly lane?: string;
  readonly operation?: string;
  readonly code?: string | number;
  /** Code of a SOAP fault. */
  readonly fault?: string;
  readonly count?: number;
  readonly ms?: number;
  /** ISO 8601. */
  readonly expires_at?: string;
  readonly error?: unknown;
}

/** One line of JSON. `event` is `entity.verb.outcome`. */
export function log(level: "info" | "warn" | "error", event: string, { error, ...fields }: Fields = {}): void {
  console[level](JSON.stringify({ event, ...fields, ...failure(error) }));
}

function failure(error: unknown): { error?: string; stack?: string | undefined } {
  if (error === undefined) return {};
  // Its own text holds the statement's parameters; what the database said lies under it.
  if (error instanceof Error && error.name === "DrizzleQueryError") return failure(error.cause ?? "query failed");
  return error instanceof Error ? { error: error.message, stack: error.stack } : { error: JSON.stringify(error) };
}
