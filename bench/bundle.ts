import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure } from "./report.ts";

interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const NOT_OURS = new Set(["(idle)", "(program)"]);

/** What would be deployed: its size, and the CPU it needs before its first request. */
export function benchBundle(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), "arca-bundle-"));
  try {
    const said = wrangler("deploy", "--dry-run", "--outdir", folder);
    const [, gzip] = /gzip: ([\d.]+) KiB/.exec(said) ?? [];
    const profile = join(folder, "startup.cpuprofile");
    wrangler("check", "startup", "--args", "--outfile", profile);
    return [
      { name: "API Worker, gzip", value: Number(gzip), unit: "KiB", atMost: 1.3 * 1024 },
      { name: "start-up CPU", value: cpuMs(JSON.parse(readFileSync(profile, "utf8")) as CpuProfile), unit: "ms", atMost: 150 },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function wrangler(...args: string[]): string {
  const env = {
    ...process.env,
    CI: "1",
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_HIDE_BANNER: "true",
    WRANGLER_LOG_PATH: ".wrangler/logs",
  };
  return execFileSync(process.execPath, ["node_modules/wrangler/bin/wrangler.js", ...args], {
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
}

function cpuMs({ nodes, samples, timeDeltas }: CpuProfile): number {
  const idle = new Set(nodes.filter(({ callFrame }) => NOT_OURS.has(callFrame.functionName)).map(({ id }) => id));
  const micros = samples.reduce((sum, node, i) => sum + (idle.has(node) ? 0 : (timeDeltas[i] ?? 0)), 0);
  return micros / 1000;
}
