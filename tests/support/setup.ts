import { execFileSync } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { openLocalDatabase } from "../../scripts/neon/local-database.ts";
import { createScratchDatabase } from "../../scripts/neon/scratch-database.ts";
import { newTokenKeys } from "../../scripts/local/token-keys.ts";
import { arca } from "./arca.ts";
import { github } from "./github.ts";
import { passwordRanges } from "./ranges.ts";
import { outages } from "./outages.ts";

declare module "vitest" {
  interface ProvidedContext {
    bindings: Bindings;
    signerKeys: string;
    signerScript: string;
  }
}

/** What a local start would make; here for one run. */
interface Bindings extends Record<string, string> {
  readonly DATABASE_URL: string;
  readonly OWNER_DATABASE_URL: string;
  readonly API_KEY_PEPPER: string;
  readonly TICKET_KEYS: string;
  readonly SANDBOX_CA_KEY: string;
  readonly AUTH_SECRET: string;
  readonly TOKEN_KEYS: string;
  readonly MAIL_KEYS: string;
  readonly DASHBOARD_ORIGINS: string;
  readonly DEV_OUTBOX: string;
  /** Of a fake: see ranges.ts. */
  readonly PASSWORD_RANGE_URL: string;
  readonly ARCA_HOMOLOGATION_WSAA_URL: string;
  readonly ARCA_HOMOLOGATION_WSFE_URL: string;
  /** Of a fake: see github.ts. */
  readonly GITHUB_PUBLIC_KEYS_URL: string;
  readonly GITHUB_URL: string;
  /** Of the second ARCA: see arca.ts. */
  readonly ARCA_URL: string;
  /** Where the database can be taken away from a test: see outages.ts. */
  readonly OUTAGES_URL: string;
}

/** Inside the project: from elsewhere Vite does not let go of what is built. */
const CACHE = resolve("node_modules/.cache");
/** A database behind its real endpoint for the whole run, on PGlite or on the PostgreSQL of DATABASE_URL; and the signer Worker, built. */
export default async function setup(project: TestProject) {
  const server = process.env["DATABASE_URL"];
  const scratch = server ? await createScratchDatabase(server) : undefined;
  const { faults, control } = outages();
  const database = await openLocalDatabase({ store: scratch ? { url: scratch.url } : "memory", faults });
  await database.migrate();
  mkdirSync(CACHE, { recursive: true });
  const signer = mkdtempSync(join(CACHE, "signer-"));
  execFileSync(
    process.execPath,
    ["node_modules/wrangler/bin/wrangler.js", "deploy", "--dry-run", "-c", "workers/signer/wrangler.toml", "--outdir", signer],
    {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true", WRANGLER_LOG_PATH: ".wrangler/logs" },
    },
  );
  const answer = arca();
  const authority = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // Tests kill callers in the middle of a request; that is not to end the run.
      if (!isHungUp(error)) throw error;
    });
  });
  const arcaUrl = await listen(authority);
  const ranges = createServer(passwordRanges);
  const weather = createServer(control);
  const publicKeys = createServer(github());
  const githubUrl = await listen(publicKeys);
  project.provide("bindings", {
    DATABASE_URL: database.url("app"),
    OWNER_DATABASE_URL: database.url("owner"),
    API_KEY_PEPPER: randomBytes(32).toString("base64"),
    TICKET_KEYS: keyRing(),
    SANDBOX_CA_KEY: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    AUTH_SECRET: randomBytes(32).toString("base64"),
    TOKEN_KEYS: newTokenKeys(),
    MAIL_KEYS: keyRing(),
    DASHBOARD_ORIGINS: "https://app.test, https://panel.test",
    DEV_OUTBOX: "1",
    PASSWORD_RANGE_URL: `${await listen(ranges)}/range/`,
    GITHUB_PUBLIC_KEYS_URL: `${githubUrl}/meta/public_keys/secret_scanning`,
    GITHUB_URL: githubUrl,
    ARCA_TIMEOUT_MS: "1000",
    ARCA_LATE_MS: "500",
    ARCA_HOMOLOGATION_WSAA_URL: `${arcaUrl}/wsaa`,
    ARCA_HOMOLOGATION_WSFE_URL: `${arcaUrl}/wsfe`,
    ARCA_HOMOLOGATION_WSFEX_URL: `${arcaUrl}/nowhere`,
    ARCA_HOMOLOGATION_CONSTANCIA_URL: `${arcaUrl}/nowhere`,
    ARCA_HOMOLOGATION_PADRON_A13_URL: `${arcaUrl}/nowhere`,
    ARCA_HOMOLOGATION_WSCDC_URL: `${arcaUrl}/nowhere`,
    ARCA_URL: arcaUrl,
    OUTAGES_URL: await listen(weather),
  });
  project.provide("signerKeys", keyRing());
  project.provide("signerScript", join(signer, "index.js"));
  return async () => {
    authority.closeAllConnections();
    authority.close();
    ranges.closeAllConnections();
    ranges.close();
    publicKeys.closeAllConnections();
    publicKeys.close();
    weather.closeAllConnections();
    weather.close();
    await database.close();
    await scratch?.drop();
    rmSync(signer, { recursive: true, force: true });
  };
}

const isHungUp = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ECONNRESET";

const keyRing = () => JSON.stringify({ current: 1, keys: { 1: randomBytes(32).toString("base64") } });

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
