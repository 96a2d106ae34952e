import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "../scripts/local/port.ts";

export interface LocalInstance {
  readonly url: string;
  readonly apiKey: string;
  readonly user: { readonly email: string; readonly password: string };
  readonly dataDir: string;
  readonly port: number;
  /** From `npm start` to its first CAE. */
  readonly startMs: number;
  stop(): Promise<void>;
}

/** `npm start` in a folder of its own, as a stranger's first one. @param vars of its environment */
export async function startInstance(vars: Readonly<Record<string, string>> = {}): Promise<LocalInstance> {
  const dataDir = mkdtempSync(join(tmpdir(), "arca-bench-"));
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, ["scripts/run.mjs", "scripts/start.ts", "--json"], {
    env: { ...process.env, ...vars, PORT: String(port), DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const line = await Promise.race([firstLine(child.stdout), ended.then(() => undefined)]);
  if (line === undefined) throw new Error(`npm start ended:\n${said.join("")}`);
  const ready = JSON.parse(line) as { url: string; api_key: string; user: LocalInstance["user"] };
  return {
    url: ready.url,
    apiKey: ready.api_key,
    user: ready.user,
    dataDir,
    port,
    startMs: performance.now() - started,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function firstLine(input: NodeJS.ReadableStream): Promise<string | undefined> {
  for await (const line of createInterface({ input })) return line;
  return undefined;
}
