import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export interface ProcessInfo {
  readonly pid: number;
  readonly group: number;
  readonly command: string;
  /** When it started, in the system's own words: with the pid it names one process, even after the pid is used again. */
  readonly started: string;
}

/** All processes that this user may see, ended ones that wait for their parent left out. */
export function listProcesses(): ProcessInfo[] {
  return process.platform === "linux" ? fromProc() : fromPs();
}

export function findProcess(pid: number): ProcessInfo | undefined {
  return process.platform === "linux" ? readProc(pid) : fromPs().find((one) => one.pid === pid);
}

/** Ends every process of the group at once, and returns when none is left (or after `patienceMs`). */
export async function killGroup(group: number, patienceMs = 3000): Promise<void> {
  const end = Date.now() + patienceMs;
  while (signalGroup(group) && Date.now() < end) await sleep(20);
}

/** @returns whether the group still has members */
function signalGroup(group: number): boolean {
  try {
    return process.kill(-group, "SIGKILL");
  } catch {
    return false;
  }
}

function fromProc(): ProcessInfo[] {
  return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? (readProc(Number(name)) ?? []) : []));
}

/** Fields of /proc/pid/stat after the name in parentheses: state, parent, group, … the 20th is the start time. */
function readProc(pid: number): ProcessInfo | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return fields[0] === "Z" ? undefined : { pid, group: Number(fields[2]), command, started: fields[19] ?? "" };
  } catch {
    return undefined;
  }
}

function fromPs(): ProcessInfo[] {
  const lines = execFileSync("ps", ["-axww", "-o", "pid=,pgid=,lstart=,command="], { encoding: "utf8", maxBuffer: 1 << 26 }).split("\n");
  return lines.flatMap((line) => {
    const [, pid, group, started, command] = /^\s*(\d+)\s+(\d+)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/.exec(line) ?? [];
    return pid && group && started ? { pid: Number(pid), group: Number(group), command: command ?? "", started } : [];
  });
}
