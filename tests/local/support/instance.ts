import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const RUN = join(import.meta.dirname, "../../../scripts/run.mjs");

interface Answer {
  readonly url: string;
  readonly api_key: string;
  readonly issuer_id: string;
  readonly invoice: Readonly<Record<string, unknown>>;
  readonly user: { readonly email: string; readonly password: string };
}

export type Environment = Readonly<Record<string, string>>;

/** A script of this repository in processes of its own, as npm would run it. */
export function runScript(script: string, environment: Environment, args: readonly string[] = []) {
  const env = { ...process.env, DATABASE_URL: "", ...environment };
  const child = spawn(process.execPath, [RUN, `scripts/${script}.ts`, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (data: Buffer) => void (output.stdout += data.toString()));
  child.stderr.on("data", (data: Buffer) => void (output.stderr += data.toString()));
  const closed = once(child, "close").then(([code]) => ({ code: code as number | null, ...output }));
  return { child, output, closed };
}

/** `npm start -- --json`, and what it said when it was ready. */
export async function startInstance(environment: Environment) {
  const run = runScript("start", environment, ["--json"]);
  const began = Date.now();
  const died = run.closed.then(({ stderr }) => Promise.reject(new Error(`start ended: ${stderr}`)));
  died.catch(() => {});
  while (!run.output.stdout.includes("\n")) await Promise.race([died, sleep(25)]);
  return {
    ...run,
    answer: JSON.parse(run.output.stdout) as Answer,
    readyMs: Date.now() - began,
    async stop(signal: NodeJS.Signals) {
      run.child.kill(signal);
      return run.closed;
    },
  };
}

/** Asks until it is answered with 200, and tells how long that took. */
export async function untilHealthy(url: string): Promise<number> {
  const began = Date.now();
  while (Date.now() - began < 30_000) {
    const ok = await fetch(`${url}/health`, { signal: AbortSignal.timeout(1000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return Date.now() - began;
    await sleep(50);
  }
  throw new Error(`${url} does not answer`);
}
