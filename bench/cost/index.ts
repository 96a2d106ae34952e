import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openPostgresLedger, type PostgresLedger } from "../../scripts/chaos/postgres-ledger.ts";
import { runArca } from "../../scripts/chaos/run-arca.ts";
import { createIssuer, cuitOf, lanesOf } from "../../scripts/chaos/set-up.ts";
import { findWorkerd } from "../../scripts/local/find-worker.ts";
import { startInstance } from "../../scripts/local/instance.ts";
import { freePort } from "../../scripts/local/port.ts";
import { ROOT } from "../../scripts/local/settings.ts";
import { ARCA, fieldsOf, underLoad } from "../issuing/stage.ts";
import { print } from "../report.ts";
import type { Counts } from "./counts.ts";
import { countFigures, type Measured, printEstimate } from "./estimate.ts";

const ALONE = 20;
const CLIENTS = 250;
const EACH = 4;
/** Until rows, events and reports that follow an answer have left. */
const AFTERWARDS_MS = 4_000;

/** What an invoice costs: every operation that somebody charges for, counted alone and under load. */
export async function benchCost(): Promise<void> {
  await using resources = new AsyncDisposableStack();
  const arca = await runArca({ seed: 1, ...ARCA, weather: {} });
  resources.defer(() => arca.stop());
  const dataDir = mkdtempSync(join(tmpdir(), "arca-cost-"));
  resources.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const port = await freePort();
  const settings = { port, dataDir, databaseUrl: undefined, vars: arca.vars };
  const main = join(ROOT, "bench/cost/worker.ts");
  const product = await startInstance(settings, { step: () => {}, resources, signal: new AbortController().signal, main });
  const [lane] = lanesOf(cuitOf(0), await createIssuer(product, cuitOf(0)), 1);
  if (!lane) throw new Error("no lane");
  const ledger = openPostgresLedger(dataDir);

  const measure = async (clients: number, each: number): Promise<Measured> => {
    const before = { cpuMs: await cpuMs(dataDir, port), postgres: await bytesOf(ledger), counts: await take(product.url) };
    const load = { url: product.url, apiKey: product.apiKey, warmUpMs: 0, measureMs: 600_000, each };
    await underLoad({ ...load, clients: Array.from({ length: clients }, () => fieldsOf(lane)) });
    await sleep(AFTERWARDS_MS);
    const counts = await take(product.url);
    return {
      invoices: clients * each,
      counts: { ...counts, issuerBytes: counts.issuerBytes - before.counts.issuerBytes },
      cpuMs: (await cpuMs(dataDir, port)) - before.cpuMs,
      postgresBytes: (await bytesOf(ledger)) - before.postgres,
    };
  };
  // The first finds nothing that is made once and kept: login ticket, tables, caches.
  await measure(1, 3);
  const alone = await measure(1, ALONE);
  const loaded = await measure(CLIENTS, EACH);
  print(`Cost of an invoice, one client alone (of ${ALONE})`, countFigures(alone));
  print(`Cost of an invoice, ${CLIENTS} clients on one lane`, countFigures(loaded));
  printEstimate([
    { name: "each alone", measured: alone },
    { name: "under load", measured: loaded },
  ]);
}

async function take(url: string): Promise<Counts> {
  return (await fetch(`${url}/__counts`)).json<Counts>();
}

async function bytesOf({ query }: PostgresLedger): Promise<number> {
  const tables =
    "select sum(pg_total_relation_size(oid)) as bytes from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace";
  const [row] = await query<{ bytes: string }>(tables);
  return Number(row?.bytes);
}

/** CPU that the process of the Workers has used; not a number on anything but Linux. */
async function cpuMs(dataDir: string, port: number): Promise<number> {
  if (process.platform !== "linux") return Number.NaN;
  const stat = readFileSync(`/proc/${await findWorkerd(dataDir, port, "user")}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // utime and stime, in hundredths of a second.
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

if (import.meta.main) {
  await benchCost();
  process.exit();
}
