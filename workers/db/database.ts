import { neon, neonConfig } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/neon-http";
import { AppError } from "../../shared/errors.ts";

export type Database = ReturnType<typeof openDatabase>;

/**
 * Postgres over HTTP: each statement, or each `batch`, is one round trip and one transaction. There are no others.
 * A local address is our own endpoint that speaks the same protocol in front of PGlite or PostgreSQL.
 */
export function openDatabase(url: string) {
  neonConfig.fetchEndpoint = (host, port) =>
    host === "127.0.0.1" ? `http://${host}:${port}/sql` : `https://${host.replace(/^[^.]+\./, "api.")}/sql`;
  return drizzle(neon(url), { casing: "snake_case" });
}

/** Turns a violation of a unique index into `conflict` on the field behind it. Use as `.catch(conflictOn("index", "field"))`. */
export function conflictOn(index: string, param: string): (error: unknown) => never {
  return (error) => {
    const { code, constraint } = postgresError(error);
    throw code === "23505" && constraint === index ? new AppError("conflict", { param, cause: error }) : error;
  };
}

/** The driver's error lies bare in a batch and under `cause` for a single statement. */
function postgresError(error: unknown): { code?: unknown; constraint?: unknown } {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return typeof inner === "object" && inner !== null ? inner : {};
}
