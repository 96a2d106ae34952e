import { createServer } from "node:http";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findWorkerd, processesOf } from "../../scripts/local/find-worker.ts";
import { findProcess } from "../../scripts/local/processes.ts";
import { openLocalDatabase } from "../../scripts/neon/local-database.ts";
import { freePort } from "../../scripts/local/port.ts";
import { runScript, startInstance, untilHealthy } from "./support/instance.ts";

type Instance = Awaited<ReturnType<typeof startInstance>>;

const folder = mkdtempSync(join(tmpdir(), "arca-start-"));
const dataDir = join(folder, "first");
let port: number;
let environment: { PORT: string; DATA_DIR: string };
let instance: Instance;

const authorization = () => ({ authorization: `Bearer ${instance.answer.api_key}` });

beforeAll(async () => {
  port = await freePort();
  environment = { PORT: String(port), DATA_DIR: dataDir };
  instance = await startInstance(environment);
});

afterAll(async () => {
  await instance.stop("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

test("a first start prints one line with a key, an issuer and an authorized invoice, and its steps on stderr", async () => {
  expect(instance.output.stdout.trim().split("\n")).toHaveLength(1);
  expect(instance.answer).toEqual({
    url: `http://127.0.0.1:${port}`,
    api_key: expect.stringMatching(/^sk_test_arca_[0-9A-Za-z]{38}$/),
    issuer_id: expect.stringMatching(/^iss_/),
    invoice: expect.objectContaining({
      status: "authorized",
      type: "factura_b",
      number: 1,
      cae: expect.stringMatching(/^9\d{13}$/),
      net: "1652.89",
      total: "2000.00",
      issuer: instance.answer.issuer_id,
    }),
    user: { email: "demo@example.com", password: expect.stringMatching(/^demo-[\w-]{16}$/) },
  });
  expect(instance.output.stderr).toMatch(/✓ Database[^]*✓ Migrations[^]*✓ Worker[^]*✓ Issuer[^]*✓ First invoice/);
  const read = await fetch(`${instance.answer.url}/v1/invoices/${String(instance.answer.invoice["id"])}`, { headers: authorization() });
  expect(await read.json()).toEqual(instance.answer.invoice);
});

test("the demo user signs in, sees the demo organization, and his mails are read locally", async () => {
  const { url, user } = instance.answer;
  const signedIn = await fetch(`${url}/v1/auth/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify(user),
  });
  expect(signedIn.status).toBe(200);
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const invoices = await fetch(`${url}/v1/invoices`, { headers: { cookie } });
  expect(await invoices.json()).toMatchObject({ data: [{ id: instance.answer.invoice["id"] }] });
  const log = await fetch(`${url}/v1/audit-logs?action=user.signed_up`, { headers: { cookie } });
  expect(await log.json()).toMatchObject({ data: [{ action: "user.signed_up", target: expect.stringMatching(/^usr_/) }] });
  const outbox = await fetch(`${url}/v1/dev/outbox`);
  expect(await outbox.json()).toMatchObject({ object: "list" });
});

test("only this user can read DATA_DIR, and no command line holds a secret", () => {
  const isPrivate = (path: string) => (statSync(join(dataDir, path)).mode & 0o077) === 0;
  expect(["", "secrets.json", "api/.dev.vars", "signer/.dev.vars", "pglite", "workers"].filter((path) => !isPrivate(path))).toEqual([]);
  for (const { command } of processesOf(dataDir).workers) expect(command).not.toMatch(/postgresql:|PRIVATE KEY|PEPPER|KEYS/);
});

test("another start on the same DATA_DIR, and a reset, are refused in one line", async () => {
  const second = await runScript("start", { ...environment, PORT: String(await freePort()) }).closed;
  expect(second).toEqual({ code: 1, stdout: "", stderr: `An instance already runs on ${dataDir}: http://127.0.0.1:${port}\n` });
  const reset = await runScript("reset", environment, ["--yes"]).closed;
  expect(reset).toMatchObject({ code: 1, stderr: `An instance runs on ${dataDir} (http://127.0.0.1:${port}). Stop it first.\n` });
});

test("a port that someone else holds is one line, and nothing is left behind", async () => {
  const other = createServer((_, response) => response.end("someone else")).listen(0, "127.0.0.1");
  await sleep(50);
  const busy = (other.address() as { port: number }).port;
  const untouched = join(folder, "untouched");
  const { code, stdout, stderr } = await runScript("start", { PORT: String(busy), DATA_DIR: untouched }).closed;
  other.close();
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toBe(`Port ${busy} is in use by another program. PORT=8788 npm start takes another one.\n`);
  expect(existsSync(untouched)).toBe(false);
});

test("a DATA_DIR that cannot be written, a wrong PORT and an unknown option are one line each", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  const unwritable = await runScript("start", { PORT: String(await freePort()), DATA_DIR: join(file, "data") }).closed;
  expect(unwritable).toMatchObject({ code: 1, stderr: expect.stringMatching(/^DATA_DIR cannot be written: .*\n$/) });
  expect(await runScript("start", { ...environment, PORT: "http" }).closed).toMatchObject({
    code: 1,
    stderr: "PORT is not a port: http\n",
  });
  const option = await runScript("start", environment, ["--jsn"]).closed;
  expect(option).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Unknown option '--jsn'.*\n$/) });
});

test("a second instance with a port and a DATA_DIR of its own runs beside the first", async () => {
  const second = await startInstance({ PORT: String(await freePort()), DATA_DIR: join(folder, "second") });
  expect(second.answer.api_key).not.toBe(instance.answer.api_key);
  expect(second.answer.invoice["number"]).toBe(1);
  const foreign = await fetch(`${second.answer.url}/v1/invoices`, { headers: authorization() });
  expect(foreign.status).toBe(401);
  expect(await second.stop("SIGINT")).toMatchObject({ code: 0 });
  expect(await untilHealthy(instance.answer.url)).toBeLessThan(1000);
});

// Within 5 s where nothing else runs; here the other suites have the same cores.
test.each(["user", "front"] as const)("a killed workerd (%s) is back within seconds by itself", async (which) => {
  process.kill(await findWorkerd(dataDir, port, which), "SIGKILL");
  await sleep(100);
  expect(100 + (await untilHealthy(instance.answer.url))).toBeLessThan(10_000);
  const list = await fetch(`${instance.answer.url}/v1/invoices`, { headers: authorization() });
  expect(list.status).toBe(200);
});

test("SIGTERM ends everything with exit code 0, and the next start prints the same again", async () => {
  const { start, workers } = processesOf(dataDir);
  expect(workers.length).toBeGreaterThanOrEqual(4);
  expect(await instance.stop("SIGTERM")).toMatchObject({ code: 0 });
  expect([start, ...workers.map(({ pid }) => pid)].filter((pid) => findProcess(pid))).toEqual([]);
  const before = instance.answer;
  instance = await startInstance(environment);
  expect(instance.answer).toEqual(before);
});

test("a start script killed with SIGKILL leaves orphans, which the next start ends", async () => {
  const { start, workers } = processesOf(dataDir);
  process.kill(start, "SIGKILL");
  await instance.closed;
  expect(workers.filter(({ pid }) => findProcess(pid))).not.toEqual([]);
  const before = instance.answer;
  instance = await startInstance(environment);
  expect(instance.answer).toEqual(before);
  expect(workers.filter(({ pid }) => findProcess(pid))).toEqual([]);
});

test("a start whose launcher is killed with SIGKILL ends by itself", async () => {
  const { start, workers } = processesOf(dataDir);
  instance.child.kill("SIGKILL");
  const left = () => [start, ...workers.map(({ pid }) => pid)].filter((pid) => findProcess(pid));
  for (let waited = 0; waited < 5000 && left().length > 0; waited += 50) await sleep(50);
  expect(left()).toEqual([]);
  instance = await startInstance(environment);
});

test("a database of another instance is refused in one line, and reset forgets", async () => {
  await instance.stop("SIGTERM");
  const store = { folder: join(dataDir, "pglite") };
  const swap = async (sql: string) => {
    const database = await openLocalDatabase({ store });
    await database.asOwner((client) => client.query(sql));
    await database.close();
  };
  await swap("update instance set id = 'other-' || id");
  const refused = await runScript("start", environment).closed;
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^The database and DATA_DIR .* belong to different instances\..*\n$/),
  });
  await swap("update instance set id = substr(id, 7)");
  instance = await startInstance(environment);
  await instance.stop("SIGTERM");
  const asked = await runScript("reset", environment).closed;
  expect(asked).toMatchObject({ code: 1, stderr: expect.stringContaining("--yes") });
  writeFileSync(join(dataDir, "mine.txt"), "not of the instance");
  expect(await runScript("reset", environment, ["--yes"]).closed).toMatchObject({ code: 0 });
  expect(existsSync(join(dataDir, "mine.txt"))).toBe(true);
  expect(existsSync(join(dataDir, "secrets.json"))).toBe(false);
  instance = await startInstance(environment);
  expect(instance.answer.invoice["number"]).toBe(1);
});
