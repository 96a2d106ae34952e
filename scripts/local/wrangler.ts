import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { findProcess, listProcesses } from "./processes.ts";
import { ROOT } from "./settings.ts";

export interface WranglerOptions {
  readonly dataDir: string;
  readonly port: number;
  /** Paths of wrangler configurations; the first one is reachable over HTTP. */
  readonly configs: readonly string[];
}

/**
 * `wrangler dev` in a process group of its own: a Ctrl-C in the terminal is not its to handle, and all of it can be ended at
 * once. What it and the Workers warn of goes to our stderr; at this log level they say nothing else.
 */
export function spawnWrangler({ dataDir, port, configs }: WranglerOptions): ChildProcess {
  const wrangler = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
  const options = ["--ip", "127.0.0.1", "--port", String(port), "--inspector-port", "0", "--persist-to", join(dataDir, "workers")];
  const quiet = ["--show-interactive-dev-session=false", "--log-level", "warn"];
  const args = [wrangler, "dev", ...configs.flatMap((config) => ["-c", config]), ...options, ...quiet];
  const env = environment(dataDir);
  const child = spawn(process.execPath, args, { cwd: ROOT, detached: true, stdio: ["ignore", "pipe", "pipe"], env });
  for (const output of [child.stdout, child.stderr]) output.pipe(process.stderr, { end: false });
  return child;
}

/** Every look-up of wrangler's outside this machine is off, and what would bring another's settings in is out. */
function environment(dataDir: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => name !== "DATABASE_URL" && name !== "CLOUDFLARE_ENV");
  const env: Record<string, string | undefined> = {
    ...Object.fromEntries(inherited),
    CI: "1",
    DO_NOT_TRACK: "1",
    FORCE_COLOR: "0",
    NO_COLOR: "1",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    CLOUDFLARE_INCLUDE_PROCESS_ENV: "false",
    WRANGLER_HIDE_BANNER: "true",
    WRANGLER_NO_SKILLS_UPDATE_PROMPTS: "true",
    // Shared by default: two instances on one machine would find each other's signer.
    WRANGLER_REGISTRY_PATH: join(dataDir, "wrangler-registry"),
    WRANGLER_SEND_ERROR_REPORTS: "false",
    WRANGLER_SEND_METRICS: "false",
    // A file per start, of debug lines.
    WRANGLER_WRITE_LOGS: "false",
    // A collector of every trace and a page to look into the storage, both in the process that issues.
    X_LOCAL_EXPLORER: "false",
    X_LOCAL_OBSERVABILITY: "false",
  };
  // The type demands the Workers' own secrets of every environment; this one must not have them.
  return env as NodeJS.ProcessEnv;
}

/**
 * The workerd that holds the port, in front of the one that runs the Workers. wrangler starts the latter again when it is
 * killed; the former too, but then it answers nothing any more.
 * @returns whether it still lives; always true where it was not found
 */
export function watchFront(group: number | undefined, port: number): () => boolean {
  const address = `--socket-addr=entry=127.0.0.1:${port}`;
  const front = listProcesses().find((one) => one.group === group && one.command.includes("workerd") && one.command.includes(address));
  return () => front === undefined || findProcess(front.pid)?.started === front.started;
}

export function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}
