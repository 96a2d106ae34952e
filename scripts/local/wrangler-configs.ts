import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "smol-toml";
import type { Secrets } from "./secrets.ts";
import { ROOT } from "./settings.ts";

interface WorkerConfig {
  main: string;
  vars?: Record<string, unknown>;
  assets?: { directory: string };
  build?: unknown;
  [key: string]: unknown;
}

export interface InstanceConfig {
  readonly dataDir: string;
  readonly databaseUrl: string;
  /** Where it is reached: the one site that may call it with a cookie. */
  readonly url: string;
  readonly secrets: Secrets;
  readonly vars: Readonly<Record<string, string>>;
  /** Another entry file of the API Worker. */
  readonly main?: string | undefined;
}

/**
 * Writes the configurations of this instance's two Workers, made from those of the repository, each with the secrets of its
 * own Worker beside it: none stands on a command line, and neither Worker has the other's.
 * @returns their paths, that of the API Worker first
 */
export function writeWranglerConfigs({ dataDir, databaseUrl, url, secrets, vars, main }: InstanceConfig): [api: string, signer: string] {
  const apiSecrets = {
    DATABASE_URL: databaseUrl,
    API_KEY_PEPPER: secrets.apiKeyPepper,
    TICKET_KEYS: secrets.ticketKeys,
    SANDBOX_CA_KEY: secrets.sandboxCaKey,
    AUTH_SECRET: secrets.authSecret,
    TOKEN_KEYS: secrets.tokenKeys,
    MAIL_KEYS: secrets.mailKeys,
  };
  // Mails are read here, not sent; and nobody outside is asked about passwords, or for keys.
  const local = { DASHBOARD_ORIGINS: url, DEV_OUTBOX: "1", PASSWORD_RANGE_URL: "", GITHUB_PUBLIC_KEYS_URL: "" };
  return [
    write(join(dataDir, "api"), "wrangler.toml", apiSecrets, { vars: { ...local, ...vars }, main }),
    write(join(dataDir, "signer"), "workers/signer/wrangler.toml", { PRIVATE_KEY_KEYS: secrets.privateKeyKeys }),
  ];
}

interface Changes {
  readonly vars?: Readonly<Record<string, string>>;
  readonly main?: string | undefined;
}

function write(folder: string, source: string, secrets: Record<string, string>, { vars = {}, main }: Changes = {}): string {
  const sourceFile = join(ROOT, source);
  // The build has run already, from the root, where its command expects to be.
  const { build: _, ...config } = parse(readFileSync(sourceFile, "utf8")) as WorkerConfig;
  const absolute = (path: string) => resolve(dirname(sourceFile), path);
  config.main = main ?? absolute(config.main);
  if (config.assets) config.assets.directory = absolute(config.assets.directory);
  config.vars = { ...config.vars, ...vars };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(join(folder, "wrangler.json"), JSON.stringify(config, null, 2));
  writeFileSync(join(folder, ".dev.vars"), Object.entries(secrets).map(toLine).join(""), { mode: 0o600 });
  return join(folder, "wrangler.json");
}

/** Single quotes keep JSON as it is; line ends live only within double ones. No value of ours holds a quote of its own kind. */
function toLine([name, value]: [string, string]): string {
  return value.includes("\n") ? `${name}="${value.replaceAll("\n", String.raw`\n`)}"\n` : `${name}='${value}'\n`;
}
