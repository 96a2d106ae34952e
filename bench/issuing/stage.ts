import { spawn } from "node:child_process";
import { cpus } from "node:os";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { type Lane } from "../../scripts/chaos/plan.ts";
import { type Arca, runArca } from "../../scripts/chaos/run-arca.ts";
import { createIssuer, cuitOf, lanesOf } from "../../scripts/chaos/set-up.ts";
import { workerAddress } from "../../scripts/local/worker-address.ts";
import { createScratchDatabase } from "../../scripts/neon/scratch-database.ts";
import { startInstance } from "../local-instance.ts";
import type { Load, Measured } from "./load.ts";

/** ARCA as it answers: what a call takes, and each record in it. With 250 records its own ceiling for one lane is 227 a second. */
export const ARCA = { callMs: 600, recordMs: 2 };
const LANES = 3;
const REST_MS = 2_000;

export interface Stage extends AsyncDisposable {
  readonly arca: Arca;
  /** Past wrangler's proxy, where the system tells where that is. */
  readonly url: string;
  readonly direct: boolean;
  readonly apiKey: string;
  readonly database: string;
  /** Three lanes of the `nth` CUIT, made at the first call. */
  lanes(nth: number): Promise<readonly Lane[]>;
}

/** A local product whose homologation is a second ARCA with the latency of the real one; each in processes of its own. */
export async function openStage(): Promise<Stage> {
  await using unfinished = new AsyncDisposableStack();
  const arca = await runArca({ seed: 1, ...ARCA, weather: {} });
  unfinished.defer(() => arca.stop());
  const server = process.env["DATABASE_URL"];
  const scratch = server ? await createScratchDatabase(server) : undefined;
  if (scratch) unfinished.defer(() => scratch.drop());
  const instance = await startInstance({ ...arca.vars, DATABASE_URL: scratch?.url ?? "" });
  unfinished.defer(() => instance.stop());
  const direct = await workerAddress(instance.dataDir, instance.port);
  const resources = unfinished.move();
  const made = new Map<number, Promise<readonly Lane[]>>();
  return {
    arca,
    url: direct ?? instance.url,
    direct: direct !== undefined,
    apiKey: instance.apiKey,
    database: scratch ? "PostgreSQL" : "PGlite",
    lanes(nth) {
      const lanes = made.get(nth) ?? createIssuer(instance, cuitOf(nth)).then((issuer) => lanesOf(cuitOf(nth), issuer, LANES));
      made.set(nth, lanes);
      return lanes;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** What a client of that lane sends beside the items. */
export const fieldsOf = ({ issuer, type, pointOfSale }: Lane): Record<string, unknown> => ({
  issuer,
  type,
  point_of_sale: pointOfSale,
  ...(type === "factura_a" && {
    customer: { document_type: "cuit", document_number: "20111111112", iva_condition: "responsable_inscripto" },
  }),
});

/** Runs the load generator. @returns what it measured, and the share of the machine's CPU that was in use meanwhile */
export async function underLoad(load: Load): Promise<Measured & { readonly cpu: number }> {
  const script = new URL("load.ts", import.meta.url).pathname;
  const before = cpuTimes();
  const child = spawn(process.execPath, [script, JSON.stringify(load)], { stdio: ["ignore", "pipe", "inherit"] });
  const measured = JSON.parse(await text(child.stdout)) as Measured;
  const after = cpuTimes();
  if (measured.failures > 0) throw new Error(`${measured.failures} invoices without a CAE; the first: ${measured.firstFailure}`);
  return { ...measured, cpu: 1 - (after.idle - before.idle) / (after.all - before.all) };
}

/** What others do on the machine meanwhile, the figures pay for. */
export async function cpuAtRest(): Promise<number> {
  const before = cpuTimes();
  await sleep(REST_MS);
  const after = cpuTimes();
  return 1 - (after.idle - before.idle) / (after.all - before.all);
}

function cpuTimes(): { idle: number; all: number } {
  const times = cpus().map(({ times: one }) => one);
  const idle = times.reduce((sum, one) => sum + one.idle, 0);
  return { idle, all: times.reduce((sum, one) => sum + one.user + one.nice + one.sys + one.idle + one.irq, 0) };
}
