import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { createScratchDatabase } from "../../scripts/neon/scratch-database.ts";
import { findWorkerd, processesOf } from "../../scripts/local/find-worker.ts";
import { freePort } from "../../scripts/local/port.ts";
import { startInstance } from "./support/instance.ts";

type Instance = Awaited<ReturnType<typeof startInstance>>;
type Invoice = Record<string, unknown>;

const folder = mkdtempSync(join(tmpdir(), "arca-crash-"));
let instance: Instance | undefined;

let drop: (() => Promise<void>) | undefined;

afterEach(async () => {
  await instance?.stop("SIGTERM");
  await drop?.();
  rmSync(folder, { recursive: true, force: true });
});

/** Empty, for the embedded PGlite, unless the run is given a PostgreSQL: then a new database there. */
async function databaseUrl(): Promise<string> {
  const server = process.env["DATABASE_URL"];
  if (!server) return "";
  const scratch = await createScratchDatabase(server);
  drop = () => scratch.drop();
  return scratch.url;
}

const order = (n: number) => ({
  items: [{ description: `Pedido ${n}`, unit_price: `${1000 + n}.00` }],
  customer: { document_type: "dni", document_number: `3000000${n}`, name: `Cliente ${n}` },
  metadata: { order: String(n) },
});

/** @returns the answer, or undefined when the connection or the server broke */
async function post({ answer }: Instance, n: number): Promise<{ status: number; invoice: Invoice; replayed: boolean } | undefined> {
  const headers = { authorization: `Bearer ${answer.api_key}`, "content-type": "application/json", "idempotency-key": `order-${n}` };
  try {
    const response = await fetch(`${answer.url}/v1/invoices`, { method: "POST", headers, body: JSON.stringify(order(n)) });
    if (response.status >= 500) return undefined;
    const invoice = await response.json<Invoice>();
    return { status: response.status, invoice, replayed: response.headers.get("idempotent-replayed") === "true" };
  } catch {
    return undefined;
  }
}

async function postUntilAuthorized(on: Instance, n: number): Promise<Invoice> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await post(on, n);
    if (answer?.status === 201) return answer.invoice;
    if (answer && answer.status !== 202) throw new Error(`order ${n}: ${answer.status} ${JSON.stringify(answer.invoice)}`);
    await sleep(200);
  }
  throw new Error(`order ${n} was not authorized`);
}

const TEN = Array.from({ length: 10 }, (_, n) => n);

/** Ten posts at once, and `kill` as soon as the first of them is answered: the others are anywhere on their way. */
async function tenPostsCutBy(on: Instance, kill: () => Promise<void>) {
  const posts = TEN.map((n) => post(on, n));
  await Promise.race(posts);
  await kill();
  return Promise.all(posts);
}

test.each([
  {
    what: "the Workers' workerd",
    kill: async (dataDir: string, port: number) => void process.kill(await findWorkerd(dataDir, port, "user"), "SIGKILL"),
  },
  {
    what: "every process of the instance",
    kill: async (dataDir: string) => {
      const { start, workers } = processesOf(dataDir);
      for (const pid of [start, ...workers.map((one) => one.pid)]) process.kill(pid, "SIGKILL");
    },
  },
])("ten posts while $what is killed: ten invoices, no gap, no double, each post its own answer", async ({ what, kill }) => {
  const port = await freePort();
  const dataDir = join(folder, String(port));
  const environment = { PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: await databaseUrl() };
  const first = (instance = await startInstance(environment));
  const answered = await tenPostsCutBy(first, () => kill(dataDir, port));
  expect(answered.filter((answer) => answer === undefined).length, "posts in flight when it was killed").toBeGreaterThan(0);

  if (what.startsWith("every")) {
    await first.closed;
    instance = await startInstance(environment);
  }
  const after = instance;
  const invoices = await Promise.all(TEN.map((n) => postUntilAuthorized(after, n)));
  expect(invoices.map(({ number }) => Number(number)).toSorted((a, b) => a - b)).toEqual(TEN.map((n) => n + 2));
  expect(new Set(invoices.map(({ cae }) => cae)).size).toBe(10);
  for (const n of TEN) {
    expect(invoices[n]).toMatchObject({ status: "authorized", total: `${1000 + n}.00`, metadata: { order: String(n) } });
    if (answered[n]) expect(invoices[n], "what a client was told before the crash").toEqual(answered[n].invoice);
    expect(await post(after, n)).toEqual({ status: 201, invoice: invoices[n], replayed: true });
  }

  const headers = { authorization: `Bearer ${after.answer.api_key}` };
  const list = async () => {
    const response = await fetch(`${after.answer.url}/v1/invoices?limit=100&status=authorized`, { headers });
    const { data } = await response.json<{ data: Invoice[] }>();
    return data.map(({ number }) => Number(number)).toSorted((a, b) => a - b);
  };
  await expect.poll(list, { timeout: 20_000 }).toEqual(Array.from({ length: 11 }, (_, n) => n + 1));
});
