import { setTimeout as sleep } from "node:timers/promises";

/**
 * Clients, in a process of their own. Each issues one invoice after the other until the time is up. The one argument is a `Load` in
 * JSON; what was measured goes to stdout in JSON.
 */
export interface Load {
  readonly url: string;
  readonly apiKey: string;
  /** Fields of each client's invoices beside the items. */
  readonly clients: readonly Readonly<Record<string, unknown>>[];
  /** Answers before this are not measured. */
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Instead of a time: so many invoices of each client. */
  readonly each?: number;
}

export interface Measured {
  /** Of each answer within the measured time: when, from its beginning; how long the client waited; what of it was ARCA's. */
  readonly samples: readonly { readonly atMs: number; readonly clientMs: number; readonly arcaMs: number }[];
  /** The first of them that brought no CAE, and how many. */
  readonly failures: number;
  readonly firstFailure: string | null;
}

if (import.meta.main) {
  const load = JSON.parse(process.argv[2] ?? "") as Load;
  process.stdout.write(JSON.stringify(await run(load)));
}

async function run({ url, apiKey, clients, warmUpMs, measureMs, each = Infinity }: Load): Promise<Measured> {
  const samples: Measured["samples"][number][] = [];
  let failures = 0;
  let firstFailure: string | null = null;
  const began = performance.now();
  const end = began + warmUpMs + measureMs;

  async function client(fields: Readonly<Record<string, unknown>>, id: number): Promise<void> {
    const body = JSON.stringify({ items: [{ description: "Pan de campo", unit_price: (1_000 + id).toFixed(2) }], ...fields });
    for (let i = 0; i < each && performance.now() < end; i++) {
      const started = performance.now();
      const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json", "idempotency-key": `${began}-${id}-${i}` };
      let response: Response;
      let text: string;
      do {
        response = await fetch(`${url}/v1/invoices`, { method: "POST", headers, body });
        text = await response.text();
        // Accepted, and not done in the time that the product waits: asked for again with its key.
        if (response.status === 202) await sleep(Number(response.headers.get("retry-after") ?? 1) * 500);
      } while (response.status === 202);
      const now = performance.now();
      if (response.status !== 201) {
        failures++;
        firstFailure ??= `${response.status}: ${text.slice(0, 500)}`;
        continue;
      }
      const arcaMs = Number(/arca;desc="[^"]*";dur=([\d.]+)/.exec(response.headers.get("server-timing") ?? "")?.[1]);
      const atMs = now - began - warmUpMs;
      if (atMs >= 0 && now <= end) samples.push({ atMs, clientMs: now - started, arcaMs });
    }
  }

  await Promise.all(clients.map(client));
  return { samples, failures, firstFailure };
}
