import { neon, neonConfig } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/neon-http";
import { AppError } from "../../shared/errors.ts";

export type Database = ReturnType<typeof connect>;

/** How long a caller is kept waiting for Postgres. */
const PATIENCE_MS = 5_000;

/**
 * Postgres over HTTP: each statement, or each `batch`, is one round trip and one transaction. There are no others.
 * A local address is our own endpoint that speaks the same protocol in front of PGlite or PostgreSQL.
 * @param timeoutMs of each round trip; one that takes longer may still have been committed
 */
export function openDatabase(url: string, timeoutMs = PATIENCE_MS): Database {
  const name = `${timeoutMs} ${url}`;
  const known = opened.get(name);
  if (known) return known;
  const database = connect(url, timeoutMs);
  opened.set(name, database);
  return database;
}

/** A client holds no connection, but what it has learnt of the tables: of few addresses in the life of an isolate. */
const opened = new Map<string, Database>();

function connect(url: string, timeoutMs: number) {
  neonConfig.fetchEndpoint = (host, port) =>
    host === "127.0.0.1" ? `http://${host}:${port}/sql` : `https://${host.replace(/^[^.]+\./, "api.")}/sql`;
  neonConfig.fetchFunction = fetchWhole;
  // Read anew for each request: a signal is good for one.
  const fetchOptions = {
    get signal() {
      return AbortSignal.timeout(timeoutMs);
    },
  };
  return drizzle(neon(url, { fetchOptions }), { casing: "snake_case" });
}

/**
 * With its body, so that a connection that breaks in the middle of it is to the driver what any lost connection is. As much of a
 * `Response` as the driver looks at.
 */
async function fetchWhole(url: string, options: RequestInit): Promise<Pick<Response, "ok" | "status" | "text" | "json">> {
  const answer = await fetch(url, options);
  const body = await answer.text();
  const { ok, status } = answer;
  return { ok, status, text: async () => body, json: async <T>() => JSON.parse(body) as T };
}

/** Turns a violation of a unique index into `conflict` on the field behind it. Use as `.catch(conflictOn("index", "field"))`. */
export function conflictOn(index: string, param: string): (error: unknown) => never {
  return (error) => {
    const { code, constraint } = postgresError(error);
    throw code === "23505" && constraint === index ? new AppError("conflict", { param, cause: error }) : error;
  };
}

/** Data that cannot be, and rules of integrity: what is refused for it is refused whenever it is sent. */
const REFUSED = /^2[23]/;

/** Why Postgres refuses a row itself, for good; undefined where it failed for another reason, or did not answer. */
export function refusedBy(error: unknown): { readonly code: string; readonly constraint: string | undefined } | undefined {
  const { code, constraint } = postgresError(error);
  if (typeof code !== "string" || !REFUSED.test(code)) return undefined;
  return { code, constraint: typeof constraint === "string" ? constraint : undefined };
}

/** Was a batch refused since another storage has taken the place of the object that wrote it? */
export const isFenced = (error: unknown): boolean => postgresError(error).code === "ARF01";

/** The driver's error lies bare in a batch and under `cause` for a single statement. */
export function postgresError(error: unknown): { code?: unknown; constraint?: unknown; message?: unknown } {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return typeof inner === "object" && inner !== null ? inner : {};
}
