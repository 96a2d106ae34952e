import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { Refusal } from "./refusal.ts";

/** The repository's root. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What the environment says of a local instance. */
export interface Settings {
  readonly port: number;
  /** Absolute. */
  readonly dataDir: string;
  /** undefined: the embedded PGlite. */
  readonly databaseUrl: string | undefined;
  /** Variables of the Worker that take the place of those in wrangler.toml. */
  readonly vars: Readonly<Record<string, string>>;
}

type ProcessEnv = Readonly<Record<string, string | undefined>>;

const ARCA_VARIABLE = /^ARCA_(?:TIMEOUT_MS|(?:HOMOLOGATION|PRODUCTION)_[A-Z0-9_]+_URL)$/;

/**
 * The environment goes before `.dev.vars` in the root.
 * @throws {Refusal}
 */
export function readSettings(env: ProcessEnv = process.env, root = ROOT): Settings {
  const port = env["PORT"] || "8787";
  if (!/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65_535) throw new Refusal(`PORT is not a port: ${port}`);
  return { port: Number(port), dataDir: dataDirOf(env), databaseUrl: env["DATABASE_URL"] || undefined, vars: readVars(env, root) };
}

/** A relative DATA_DIR lies in the repository, wherever the script was called from. */
export function dataDirOf(env: ProcessEnv = process.env): string {
  return resolve(ROOT, env["DATA_DIR"] || ".data");
}

function readVars(env: ProcessEnv, root: string): Record<string, string> {
  const file = join(root, ".dev.vars");
  const both = { ...(existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {}), ...env };
  const entries = Object.entries(both).filter((entry): entry is [string, string] => ARCA_VARIABLE.test(entry[0]) && Boolean(entry[1]));
  const vars = Object.fromEntries(entries);
  const timeout = vars["ARCA_TIMEOUT_MS"];
  if (timeout !== undefined && !/^[1-9]\d*$/.test(timeout))
    throw new Refusal(`ARCA_TIMEOUT_MS is not a number of milliseconds: ${timeout}`);
  return vars;
}
