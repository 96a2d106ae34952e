import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ROOT } from "../local/settings.ts";
import { type Comprobante, contentOf, type LaneName } from "./ledgers.ts";

export interface ArcaOptions {
  readonly seed: number;
  readonly callMs: number;
  readonly recordMs: number;
  /** Probability of each fault: see tests/chaos/weather.ts. */
  readonly weather: Readonly<Record<string, number>>;
}

/** What ARCA has counted since it was started. */
export interface ArcaCounters {
  /** SOAP calls by operation. */
  readonly calls: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  /** Comprobantes that came with requests of ours. */
  readonly records: number;
  /** The newest answer of an authorization that it spoiled. */
  readonly lastFault?: { readonly atMs: number; readonly records: number };
}

interface LedgerLine {
  readonly lane: string;
  readonly number: number;
  readonly cae: string;
  readonly document: string;
  readonly total: string;
  readonly date: string;
  readonly request: number | null;
}

export type Arca = Awaited<ReturnType<typeof runArca>>;

/** Starts the second ARCA of the tests, in a process of its own that no kill reaches. */
export async function runArca(options: ArcaOptions) {
  const script = join(ROOT, "tests/chaos/arca.ts");
  const child = spawn(process.execPath, [script, JSON.stringify(options)], { stdio: ["pipe", "pipe", "inherit"] });
  const url = await addressOf(child.stdout);

  async function tell<T>(what: string, body: unknown): Promise<T> {
    const response = await fetch(`${url}/${what}`, { method: "PUT", body: JSON.stringify(body) });
    return response.json<T>();
  }

  return {
    pid: child.pid,
    /** Variables that lead an issuer of homologation here. */
    vars: { ARCA_HOMOLOGATION_WSAA_URL: `${url}/wsaa`, ARCA_HOMOLOGATION_WSFE_URL: `${url}/wsfe` },
    setWeather: (weather: ArcaOptions["weather"]) => tell("weather", weather),
    setLatency: (latency: Pick<ArcaOptions, "callMs" | "recordMs">) => tell("latency", latency),
    force: (lane: LaneName, fault: string) => tell("force", { lane, fault }),
    foreign: (lane: LaneName, identical: boolean) => tell<{ issued: { number: number } | null }>("foreign", { lane, identical }),
    ambush: async (lane: LaneName, waitMs: number) => (await tell<{ done: boolean }>("ambush", { lane, waitMs })).done,
    /** See tests/chaos/ambush.ts. */
    mayKill: async () => (await tell<{ may: boolean }>("before-kill", {})).may,
    killed: () => tell("after-kill", {}),
    /** What ARCA has at a number, and whose it is. */
    async comprobante(lane: LaneName, number: number): Promise<Comprobante | undefined> {
      const { line } = await tell<{ line: LedgerLine | null }>("comprobante", { lane, number });
      return line ? toComprobante(line) : undefined;
    },
    counters: () => tell<ArcaCounters>("counters", {}),
    async ledger(): Promise<Comprobante[]> {
      const text = await (await fetch(`${url}/ledger`)).text();
      const lines = text.split("\n").filter((line) => line !== "");
      return lines.map((line) => toComprobante(JSON.parse(line) as LedgerLine));
    },
    stop: () => void child.stdin.end(),
  };
}

const toComprobante = ({ lane, number, cae, document, total, date, request }: LedgerLine): Comprobante => ({
  lane,
  number,
  cae,
  content: contentOf(lane, document, total),
  date,
  request,
});

async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) return (JSON.parse(line) as { url: string }).url;
  throw new Error("ARCA did not start");
}
