/**
 * `npm run chaos -- --invoices 2000 --seed 1`: the local product under kills, outages and a misbehaving ARCA, with clients that sell;
 * at the end ARCA's books, Postgres and what clients were told are set against each other. DATABASE_URL names a PostgreSQL to make a
 * database in; without it, PGlite. Exit code 1 if anything was lost, doubled, skipped, mixed up or answered otherwise.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { compareLedgers } from "./chaos/compare-ledgers.ts";
import { type Options, readOptions } from "./chaos/options.ts";
import type { Lane } from "./chaos/plan.ts";
import { openPostgresLedger, type PostgresLedger } from "./chaos/postgres-ledger.ts";
import { holds, printReport } from "./chaos/report.ts";
import { runArca } from "./chaos/run-arca.ts";
import { type Product, runProduct } from "./chaos/run-product.ts";
import { createIssuer, cuitOf, laneOf, lanesOf } from "./chaos/set-up.ts";
import { weather } from "./chaos/storm.ts";
import { freePort } from "./local/port.ts";
import { runScript } from "./local/refusal.ts";
import { createScratchDatabase } from "./neon/scratch-database.ts";

/** Of a hundred FECAESolicitar, how many meet each: see tests/chaos/weather.ts. */
const PERCENT: Readonly<Record<string, number>> = {
  lost: 2,
  lost_silence: 1,
  truncated: 0.5,
  lost_501: 0.5,
  cut: 1,
  reset: 1,
  hang: 0.5,
  html_503: 1,
  http_500: 0.5,
  arca_500: 0.5,
  arca_501: 1,
  arca_502: 1,
  arca_600: 1,
  late: 1,
  foreign: 1,
};
/** The lane where another system issues what we are about to. */
const QUIET_POINT_OF_SALE = 900;

await runScript(async () => {
  const options = readOptions(process.argv.slice(2));
  await using resources = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "arca-chaos-"));
  const log = join(folder, "product.log");
  const dataDir = join(folder, "data");
  const { arca, product, database } = await start(options, { resources, dataDir, log });
  const { busy, quiet } = await openLanes(options, product);
  const ledger = openPostgresLedger(dataDir);
  const storm = await weather({ options, arca, product, busy, quiet });
  await untilPublished(ledger, options);
  const askedAgain = await storm.askAgain();
  const resolved = await storm.dismissPerson();
  const [books, counters, rows, auditBroken, auditEntries] = await Promise.all([
    arca.ledger(),
    arca.counters(),
    ledger.rows(),
    ledger.auditBroken(),
    ledger.auditEntries(),
  ]);
  const findings = compareLedgers({ arca: books, rows, sales: storm.sales });
  const outcome = { options, database, storm, arca: books, counters, rows, findings, auditBroken, auditEntries, askedAgain, resolved };
  printReport(outcome);
  if (holds(outcome)) rmSync(folder, { recursive: true, force: true });
  else console.log(`\nWhat the product said: ${log}`);
  return holds(outcome) ? 0 : 1;
});
process.exit();

interface Places {
  readonly resources: AsyncDisposableStack;
  readonly dataDir: string;
  readonly log: string;
}

async function start({ seed, faults, "arca-ms": callMs }: Options, { resources, dataDir, log }: Places) {
  const scale = ([fault, percent]: [string, number]) => [fault, (percent / 100) * faults] as const;
  const arca = await runArca({ seed, callMs, recordMs: callMs / 100, weather: Object.fromEntries(Object.entries(PERCENT).map(scale)) });
  resources.defer(() => arca.stop());
  const server = process.env["DATABASE_URL"];
  const scratch = server ? await createScratchDatabase(server) : undefined;
  if (scratch) resources.defer(() => scratch.drop());
  const vars = { ...arca.vars, ARCA_TIMEOUT_MS: "2500" };
  const product = await runProduct({ port: await freePort(), dataDir, databaseUrl: scratch?.url, vars, log });
  resources.defer(() => product.stop());
  return { arca, product, database: scratch ? "PostgreSQL" : "PGlite" };
}

async function openLanes({ issuers, lanes }: Options, product: Product) {
  const made = await Promise.all(
    Array.from({ length: issuers }, async (_, i) => ({ cuit: cuitOf(i), issuer: await createIssuer(product, cuitOf(i)) })),
  );
  const [first, ...others] = made.flatMap(({ cuit, issuer }) => lanesOf(cuit, issuer, lanes));
  const [shared] = made;
  if (!first || !shared) throw new Error("a run needs an issuer and a lane");
  const busy: [Lane, ...Lane[]] = [first, ...others];
  return { busy, quiet: laneOf({ ...shared, pointOfSale: QUIET_POINT_OF_SALE, nth: 0 }) };
}

/** Rows follow the answers by a moment, and by much more where Postgres was away. */
async function untilPublished(ledger: PostgresLedger, { patience }: Options): Promise<void> {
  const end = Date.now() + patience * 1_000;
  for (;;) {
    const { queued = 0, sent = 0 } = await ledger.counts();
    if (queued + sent === 0 || Date.now() > end) break;
    await sleep(500);
  }
  // An end may be recorded a batch before the last audit entries of others.
  await sleep(2_000);
}
