/**
 * Neon's SQL-over-HTTP protocol on loopback, in front of PGlite or any PostgreSQL, for `@neondatabase/serverless`.
 * Contract: sql_over_http.rs of neondatabase/neon, as driver 1.2 uses it.
 */
import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { DatabaseError } from "pg";
import { BadRequest, execute, parseSqlRequest, type SqlRequest } from "./execute.ts";
import type { Role, SessionPool } from "./sessions.ts";

export type Passwords = Readonly<Record<Role, string>>;

/**
 * Faults for tests. `"cut"` drops the connection instead of answering: `before`, nothing was run (the database is away);
 * `after`, it was run and committed, and only the answer is lost. An async hook also delays.
 */
export interface EndpointFaults {
  readonly before?: (request: SqlRequest, role: Role) => Fault | Promise<Fault>;
  readonly after?: (request: SqlRequest, role: Role) => Fault | Promise<Fault>;
}
export type Fault = "cut" | undefined;

export interface EndpointOptions {
  readonly sessions: SessionPool;
  readonly passwords: Passwords;
  readonly faults: EndpointFaults | undefined;
  /** Until then, requests of role `app` are held back. */
  readonly appWaitsFor: Promise<unknown> | undefined;
}

/** Neon's own limit each way is 10 MiB. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** Longer than any client keeps an idle connection, so that it never writes into one that is just being closed. */
const KEEP_ALIVE_MS = 120_000;
const ERROR_FIELDS =
  "code severity detail hint position internalPosition internalQuery where schema table column dataType constraint file line routine".split(
    " ",
  );

/** Listens on a free port of 127.0.0.1. `url(role)` is the connection string that the driver takes. */
export async function listenForSql({ sessions, passwords, faults, appWaitsFor }: EndpointOptions) {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const role = authenticate(headerOf(request, "neon-connection-string"), passwords);
      const sql = parseSqlRequest(await readBody(request), (name) => headerOf(request, name));
      if (role === "app") await appWaitsFor;
      if ((await faults?.before?.(sql, role)) === "cut") return void response.destroy();
      const result = await sessions.use(role, (client) => execute(client, sql));
      if ((await faults?.after?.(sql, role)) === "cut") return void response.destroy();
      send(response, 200, result);
    } catch (error) {
      sendError(response, error);
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: (role: Role) => `postgresql://${role}:${encodeURIComponent(passwords[role])}@127.0.0.1:${port}/arca`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Postgres's own words for a wrong password, so that the driver reports it as it would report Neon's. */
class WrongPassword extends BadRequest {
  readonly code = "28P01";
  readonly severity = "FATAL";
}

function authenticate(connectionString: string | undefined, passwords: Passwords): Role {
  const url = connectionString !== undefined && URL.canParse(connectionString) ? new URL(connectionString) : undefined;
  if (!url) throw new BadRequest("missing or malformed Neon-Connection-String");
  const role = url.username;
  if ((role === "app" || role === "owner") && sameText(decodeURIComponent(url.password), passwords[role])) return role;
  throw new WrongPassword(`password authentication failed for user "${role}"`);
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new BadRequest("request is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** What Postgres says is a 400 with its fields; anything else (no connection) is not, and the driver gives it no code. */
function sendError(response: ServerResponse, error: unknown): void {
  const message = error instanceof Error ? error.message : "unknown error";
  const known = error instanceof DatabaseError || error instanceof BadRequest;
  const fields = known ? Object.fromEntries(ERROR_FIELDS.map((name) => [name, Reflect.get(error, name)])) : {};
  send(response, known ? 400 : 503, { message, ...fields });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = Buffer.from(JSON.stringify(body));
  if (text.length > MAX_BODY_BYTES) return send(response, 507, { message: "response is too large" });
  response.writeHead(status, { "content-type": "application/json", "access-control-allow-origin": "*" }).end(text);
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
