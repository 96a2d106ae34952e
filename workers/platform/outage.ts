/** Of PostgreSQL's errors, those that say nothing about the statement: connection, resources, shutting down. */
const PASSING = /^(08|53|57P)/;

/**
 * Did something that we stand on give way, so that the same request may succeed in a moment? Postgres out of reach, a Durable
 * Object that was reset or is overloaded. `remote` marks an error that the code of an object threw: it speaks for itself.
 */
export function isOutage(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { name, code, remote, overloaded, durableObjectReset, cause } = error as Record<string, unknown>;
  if (name === "NeonDbError") return typeof code !== "string" || PASSING.test(code);
  if (remote !== true && (overloaded === true || durableObjectReset === true)) return true;
  return isOutage(cause);
}

/** Did Neon's proxy give up on an answer above its 10 MiB? The driver tells it in words alone. */
export function isAnswerTooLarge(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /HTTP status 507/.test(error.message) || isAnswerTooLarge(error.cause);
}
