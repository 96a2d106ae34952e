import { accessSync, constants, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "./refusal.ts";
import { findProcess, killGroup, listProcesses, type ProcessInfo } from "./processes.ts";
import { ROOT } from "./settings.ts";

/** DATA_DIR/run.json names the processes of the instance that runs on the folder; it is also the folder's lock. */
interface RunFile {
  readonly pid: number;
  readonly started: string;
  readonly url: string;
  /** Process group of wrangler, which its workerd processes share. */
  readonly worker?: { readonly group: number; readonly started: string };
}

/** A start that meets an instance on its way out (Ctrl-C, start again) waits for it this long. */
const PATIENCE_MS = 3000;

const pathOf = (dataDir: string) => join(dataDir, "run.json");

interface LockOptions {
  /** Where the instance will be reached: what another start is told. */
  readonly url: string;
  /** A last check, before anything is made. */
  readonly beforeLocking?: () => Promise<void>;
}

/**
 * Takes the folder for this process, after ending what a killed instance left behind; makes it where it is missing.
 * @throws {Refusal} when an instance runs on it, or it cannot be written
 */
export async function lockDataDir(dataDir: string, { url, beforeLocking }: LockOptions) {
  const own: RunFile = { pid: process.pid, started: findProcess(process.pid)?.started ?? "", url };
  await waitUntilFree(dataDir);
  await endOrphans(dataDir);
  await beforeLocking?.();
  makeWritable(dataDir);
  removeStale(dataDir);
  if (!create(dataDir, own)) throw new Refusal(`Another instance has just been started on ${dataDir}.`);
  return {
    /** Names the group that the next start has to end, should this process be killed. */
    recordWorker: (group: number) => replace(dataDir, { ...own, worker: { group, started: findProcess(group)?.started ?? "" } }),
    release: () => rmSync(pathOf(dataDir), { force: true }),
  };
}

/** The url of the instance that runs on the folder, if one does. */
export function runningOn(dataDir: string): string | undefined {
  const run = read(dataDir);
  return run && isAlive(run) ? run.url : undefined;
}

/** Ends the processes that the file names, if they are still those it names. */
export async function endOrphans(dataDir: string): Promise<void> {
  const run = read(dataDir);
  if (run?.worker && !isAlive(run) && isOurs(run.worker)) await killGroup(run.worker.group);
}

/** Also one that cannot be read: it is written whole or not at all, so it is not another start's. */
function removeStale(dataDir: string): void {
  const run = read(dataDir);
  if (!run || !isAlive(run)) rmSync(pathOf(dataDir), { force: true });
}

function makeWritable(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    throw new Refusal(`DATA_DIR cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function waitUntilFree(dataDir: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  let url = runningOn(dataDir);
  while (url !== undefined && Date.now() < end) {
    await sleep(100);
    url = runningOn(dataDir);
  }
  if (url !== undefined) throw new Refusal(`An instance already runs on ${dataDir}: ${url}`);
}

function isAlive({ pid, started }: RunFile): boolean {
  return pid !== process.pid && findProcess(pid)?.started === started;
}

/** A group outlives its leader; its number is not given to anyone else while it has members. */
function isOurs({ group, started }: { readonly group: number; readonly started: string }): boolean {
  const leader = findProcess(group);
  if (leader) return leader.started === started;
  const ours = (one: ProcessInfo) => one.group === group && one.command.includes(join(ROOT, "node_modules"));
  return listProcesses().some(ours);
}

function read(dataDir: string): RunFile | undefined {
  try {
    return JSON.parse(readFileSync(pathOf(dataDir), "utf8")) as RunFile;
  } catch {
    return undefined;
  }
}

/** The file appears whole or not at all, and only one of two starts that meet can make it. */
function create(dataDir: string, run: RunFile): boolean {
  const draft = writeDraft(dataDir, run);
  try {
    linkSync(draft, pathOf(dataDir));
    return true;
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, "code") === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

function replace(dataDir: string, run: RunFile): void {
  renameSync(writeDraft(dataDir, run), pathOf(dataDir));
}

function writeDraft(dataDir: string, run: RunFile): string {
  const draft = `${pathOf(dataDir)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(run), { mode: 0o600 });
  return draft;
}
