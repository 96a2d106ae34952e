import type { LocalInstance } from "./local-instance.ts";
import { type Figure, percentile } from "./report.ts";

const WARM_UP = 50;
const MEASURED = 500;

/**
 * One client, one invoice after the other. Own time is what the client waits, less what ARCA (here the sandbox) took of it, both
 * as the answer's Server-Timing tells.
 */
export async function benchIssue({ url, apiKey }: LocalInstance): Promise<Figure[]> {
  const samples = [];
  for (let i = 0; i < WARM_UP + MEASURED; i++) {
    const sample = await issue(url, apiKey, i);
    if (i >= WARM_UP) samples.push(sample);
  }
  const own = samples.map(({ clientMs, arcaMs }) => clientMs - arcaMs);
  const inside = samples.map(({ totalMs, arcaMs }) => totalMs - arcaMs);
  return [
    { name: "own time seen by the client, P50", value: percentile(own, 0.5), unit: "ms", atMost: 25 },
    { name: "own time seen by the client, P95", value: percentile(own, 0.95), unit: "ms", atMost: 60 },
    { name: "own time inside the Worker, P50", value: percentile(inside, 0.5), unit: "ms", atMost: 25 },
    { name: "own time inside the Worker, P95", value: percentile(inside, 0.95), unit: "ms", atMost: 60 },
    {
      name: "the sandbox's time, P50",
      value: percentile(
        samples.map(({ arcaMs }) => arcaMs),
        0.5,
      ),
      unit: "ms",
    },
    { name: "SOAP calls for an invoice, at least", value: Math.min(...samples.map(({ calls }) => calls)), unit: "calls" },
    { name: "SOAP calls for an invoice, at most", value: Math.max(...samples.map(({ calls }) => calls)), unit: "calls", atMost: 1 },
  ];
}

async function issue(url: string, apiKey: string, i: number) {
  const started = performance.now();
  const response = await fetch(`${url}/v1/invoices`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json", "idempotency-key": `bench-${i}` },
    body: JSON.stringify({ items: [{ description: "Pan de campo", quantity: "2", unit_price: "1500.00" }], external_id: `bench-${i}` }),
  });
  const text = await response.text();
  const clientMs = performance.now() - started;
  if (response.status !== 201) throw new Error(`${response.status}: ${text}`);
  const timing = response.headers.get("server-timing") ?? "";
  const [, totalMs, calls, arcaMs] = /total;dur=([\d.]+), arca;desc="calls: (\d+)";dur=([\d.]+)/.exec(timing) ?? [];
  return { clientMs, totalMs: Number(totalMs), calls: Number(calls), arcaMs: Number(arcaMs) };
}
