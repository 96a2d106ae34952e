import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { findWorkerd } from "./find-worker.ts";

const LISTENS = "0A";

/**
 * Where the Workers' own workerd answers, past wrangler's proxy in front of it. Changes with each restart of it.
 * @returns undefined where the system does not tell: on anything but Linux
 */
export async function workerAddress(dataDir: string, port: number): Promise<string | undefined> {
  if (process.platform !== "linux") return undefined;
  const pid = await findWorkerd(dataDir, port, "user");
  for (const own of listeningPorts(pid)) {
    const url = `http://127.0.0.1:${own}`;
    // Of its ports one is the inspector's, and one the debugger's.
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok && response.headers.has("request-id")) return url;
  }
  return undefined;
}

function listeningPorts(pid: number): number[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => /^socket:\[(\d+)\]$/.exec(target(`/proc/${pid}/fd/${fd}`))?.[1] ?? []),
  );
  const lines = readFileSync(`/proc/${pid}/net/tcp`, "utf8").trim().split("\n").slice(1);
  return lines.flatMap((line) => {
    const [, local = "", , state, , , , , , inode = ""] = line.trim().split(/\s+/);
    return state === LISTENS && sockets.has(inode) ? [Number.parseInt(local.split(":")[1] ?? "", 16)] : [];
  });
}

function target(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return "";
  }
}
