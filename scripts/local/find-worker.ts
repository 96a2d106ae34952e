import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { listProcesses, type ProcessInfo } from "./processes.ts";

/** Who runs an instance, by its run.json: the start script, then wrangler and all that wrangler started. */
export function processesOf(dataDir: string): { readonly start: number; readonly workers: ProcessInfo[] } {
  const run = JSON.parse(readFileSync(join(dataDir, "run.json"), "utf8")) as { pid: number; worker: { group: number } };
  return { start: run.pid, workers: listProcesses().filter(({ group }) => group === run.worker.group) };
}

/** The pid of one of the two workerd: the front one holds the port, the user one runs the Workers. Waits for one that starts. */
export async function findWorkerd(dataDir: string, port: number, which: "front" | "user"): Promise<number> {
  // The port of the user one is any; after its first restart wrangler names it.
  const isWanted = ({ command }: ProcessInfo) => {
    const [, entry] = /--socket-addr=entry=127\.0\.0\.1:(\d+) /.exec(command) ?? [];
    return entry !== undefined && (entry === String(port)) === (which === "front");
  };
  for (let waited = 0; waited < 5000; waited += 50) {
    const found = processesOf(dataDir).workers.find(isWanted);
    if (found) return found.pid;
    await sleep(50);
  }
  throw new Error(`no workerd (${which})`);
}
