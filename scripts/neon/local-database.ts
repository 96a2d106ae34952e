import { PGlite } from "@electric-sql/pglite";
import { randomBytes } from "node:crypto";
import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { ClientBase } from "pg";
import { ROOT } from "../local/settings.ts";
import { type EndpointFaults, listenForSql, type Passwords } from "./endpoint.ts";
import { migrate } from "./migrations.ts";
import { openSessions, type Role } from "./sessions.ts";

export interface LocalDatabaseOptions {
  /** Where it lives: a folder of PGlite's own, or memory (both embedded), or a PostgreSQL by its owner's connection string. */
  readonly store: { readonly folder: string } | { readonly url: string } | "memory";
  /** Those of earlier starts, where they must last; else they are made up. */
  readonly passwords?: Passwords;
  readonly faults?: EndpointFaults;
  /** Until then, requests of the Worker (role `app`) are held back. */
  readonly appWaitsFor?: Promise<unknown>;
}

export interface LocalDatabase {
  /** Connection string for `@neondatabase/serverless`: http://127.0.0.1:port/sql is its endpoint. */
  url(role: Role): string;
  /** Applies pending migrations (default: those of this repository) and names them. */
  migrate(folder?: string): Promise<string[]>;
  /** Several statements as the owner on one session; pg's own parsing of values. */
  asOwner<Result>(work: (client: ClientBase) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

const MIGRATIONS = join(ROOT, "migrations");

/**
 * The database of a local instance, of a test run or of a benchmark, behind Neon's HTTP protocol. Returns as soon as the
 * endpoint listens; PGlite goes on booting (some 2 s the first time) and the first statement waits for it.
 */
export async function openLocalDatabase({
  store,
  passwords = randomPasswords(),
  faults,
  appWaitsFor,
}: LocalDatabaseOptions): Promise<LocalDatabase> {
  const embedded = store === "memory" || "folder" in store ? openPglite(store === "memory" ? undefined : store.folder) : undefined;
  const sessions = openSessions(embedded ?? (store as { url: string }).url);
  const endpoint = await listenForSql({ sessions, passwords, faults, appWaitsFor });
  return {
    url: endpoint.url,
    migrate: (folder = MIGRATIONS) => sessions.use("owner", (client) => migrate(client, folder)),
    asOwner: (work) => sessions.use("owner", work),
    close: async () => {
      await endpoint.close();
      await sessions.close();
      await (await embedded)?.close();
    },
  };
}

function openPglite(folder: string | undefined): Promise<PGlite> {
  const opening = folder === undefined ? PGlite.create() : openFolder(folder);
  // Whoever asks for a session gets the error; nobody may have asked yet.
  opening.catch(() => {});
  return opening;
}

/** A folder appears whole or not at all: a process that is killed while it writes the first files leaves only a draft. */
async function openFolder(folder: string): Promise<PGlite> {
  if (!existsSync(folder)) {
    const draft = `${folder}.new`;
    rmSync(draft, { recursive: true, force: true });
    const first = await PGlite.create({ dataDir: draft });
    await first.close();
    renameSync(draft, folder);
  }
  return PGlite.create({ dataDir: folder });
}

function randomPasswords(): Passwords {
  return { app: randomBytes(24).toString("base64url"), owner: randomBytes(24).toString("base64url") };
}
