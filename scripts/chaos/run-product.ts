import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findWorkerd, processesOf } from "../local/find-worker.ts";
import { ROOT } from "../local/settings.ts";
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

const MOST_PATIENCE_MS = 5_000;

export type Product = Awaited<ReturnType<typeof runProduct>>;
export type Victim = "user" | "front" | "all";

/** Starts the product; it is started again when it was killed whole. */
export async function runProduct({ port, dataDir, databaseUrl, vars, log }: ProductOptions) {
  const said = createWriteStream(log, { flags: "a" });
  const env = { ...process.env, ...vars, PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? "" };
  let { child, apiKey } = await start();

  async function start(): Promise<{ child: ChildProcess; apiKey: string }> {
    const script = join(ROOT, "scripts/chaos/product.ts");
    const started = spawn(process.execPath, ["--js-base-64", script], { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe", "ipc"] });
    for (const output of [started.stdout, started.stderr]) output?.pipe(said, { end: false });
    const ended = once(started, "exit").then(() => undefined);
    const told = await Promise.race([once(started, "message"), ended]);
    if (!told) throw new Error(`the product did not start: see ${log}`);
    return { child: started, apiKey: (told[0] as { apiKey: string }).apiKey };
  }

  return {
    url: `http://127.0.0.1:${port}`,
    apiKey,
    /** SIGKILL. @returns whether the victim was there: just now it may be starting */
    async kill(victim: Victim): Promise<boolean> {
      if (victim !== "all") {
        const pid = await findWorkerd(dataDir, port, victim).catch(() => undefined);
        if (pid !== undefined) killQuietly(pid);
        await untilAnswering(`http://127.0.0.1:${port}`);
        return pid !== undefined;
      }
      const { start: pid, workers } = processesOf(dataDir);
      const gone = once(child, "exit");
      for (const one of [pid, ...workers.map((worker) => worker.pid)]) killQuietly(one);
      await gone;
      ({ child, apiKey } = await start());
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

/** A while at most: whoever kills every few seconds does not wait for calm. */
async function untilAnswering(url: string): Promise<void> {
  const end = Date.now() + MOST_PATIENCE_MS;
  while (Date.now() < end) {
    await sleep(100);
    const asked = await fetch(`${url}/health`, { signal: AbortSignal.timeout(MOST_PATIENCE_MS) }).catch(() => undefined);
    await asked?.body?.cancel();
    if (asked?.ok) return;
  }
}
