import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findWorkerd, processesOf } from "../local/find-worker.ts";
import { ROOT } from "../local/settings.ts";
import { workerAddress } from "../local/worker-address.ts";
import type { Outage } from "./outages.ts";

export interface ProductOptions {
  readonly port: number;
  readonly dataDir: string;
  /** undefined: the embedded PGlite. */
  readonly databaseUrl: string | undefined;
  readonly vars: Readonly<Record<string, string>>;
  /** Where what it and its Workers say goes. */
  readonly log: string;
}

/** How long a start may take on a machine that has much else to do, and one answer. */
const START_MS = 60_000;
const ANSWER_MS = 5_000;

export type Product = Awaited<ReturnType<typeof runProduct>>;
export type Victim = "user" | "front" | "all";

/** Starts the product; it is started again when it was killed whole. */
export async function runProduct({ port, dataDir, databaseUrl, vars, log }: ProductOptions) {
  const said = createWriteStream(log, { flags: "a" });
  const env = { ...process.env, ...vars, PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? "" };
  const front = `http://127.0.0.1:${port}`;
  let { child, apiKey } = await start();
  let direct = (await workerAddress(dataDir, port)) ?? front;

  /** With the time, by which it is found among the progress lines. */
  function note(text: string): void {
    said.write(`${new Date().toISOString()} ${text}`);
  }

  async function start(): Promise<{ child: ChildProcess; apiKey: string }> {
    const script = join(ROOT, "scripts/chaos/product.ts");
    const started = spawn(process.execPath, ["--js-base-64", script], { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe", "ipc"] });
    for (const output of [started.stdout, started.stderr]) output?.on("data", (data: Buffer) => note(data.toString()));
    const ended = once(started, "exit").then(() => undefined);
    const told = await Promise.race([once(started, "message"), ended]);
    if (!told) throw new Error(`the product did not start: see ${log}`);
    return { child: started, apiKey: (told[0] as { apiKey: string }).apiKey };
  }

  /** Killed processes come back on other ports. */
  async function recover(): Promise<void> {
    await untilAnswering(front);
    direct = (await workerAddress(dataDir, port).catch(() => undefined)) ?? front;
  }

  return {
    url: front,
    apiKey,
    /** Where the Workers' own process listens: wrangler's proxy in front of it takes more than they do, the more it has to complain. */
    direct: () => direct,
    /** SIGKILL. @returns whether the victim was there: just now it may be starting */
    async kill(victim: Victim): Promise<boolean> {
      if (victim !== "all") {
        const pid = await findWorkerd(dataDir, port, victim).catch(() => undefined);
        if (pid !== undefined) killQuietly(pid);
        await recover();
        return pid !== undefined;
      }
      const { start: pid, workers } = processesOf(dataDir);
      const gone = once(child, "exit");
      for (const one of [pid, ...workers.map((worker) => worker.pid)]) killQuietly(one);
      await gone;
      ({ child, apiKey } = await start());
      await recover();
      return true;
    },
    setOutage(outage: Outage | undefined): void {
      if (child.connected) child.send({ outage });
    },
    async stop(): Promise<void> {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
    },
  };
}

/** Some of them end by themselves when the first is gone. */
function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {}
}

/** Whoever kills it before it has started again sees nothing but starts. */
async function untilAnswering(url: string): Promise<void> {
  const end = Date.now() + START_MS;
  while (Date.now() < end) {
    await sleep(100);
    const asked = await fetch(`${url}/health`, { signal: AbortSignal.timeout(ANSWER_MS) }).catch(() => undefined);
    await asked?.body?.cancel();
    if (asked?.ok) return;
  }
}
