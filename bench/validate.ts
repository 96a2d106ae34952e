import type { LocalInstance } from "./local-instance.ts";
import { type Figure, percentile } from "./report.ts";

const WARM_UP = 50;
const MEASURED = 500;

/** A nota de débito A that breaks several rules: everything is computed, and every rule asked. */
const BODY = JSON.stringify({
  type: "nota_debito_a",
  customer: { document_type: "cuit", document_number: "30500010912", iva_condition: "responsable_inscripto" },
  items: Array.from({ length: 20 }, (_, i) => ({
    description: `Ítem ${i}`,
    quantity: "2.5",
    unit_price: "1234.56",
    iva_rate: i % 2 ? "10.5" : "21",
  })),
  prices_include_tax: false,
  other_taxes: [{ code: 7, description: "Percepción IIBB", base: "100.00", rate: "3", amount: "3.00" }],
  associated_documents: [{ type: "factura_b", point_of_sale: 1, number: 1 }],
});

/** One client, one check after the other. ARCA has no part in it: own time is all of it, inside the Worker and as he sees it. */
export async function benchValidate({ url, apiKey }: LocalInstance): Promise<Figure[]> {
  const samples: Awaited<ReturnType<typeof validate>>[] = [];
  for (let i = 0; i < WARM_UP + MEASURED; i++) {
    const sample = await validate(url, apiKey);
    if (i >= WARM_UP) samples.push(sample);
  }
  const inside = samples.map(({ insideMs }) => insideMs);
  const client = samples.map(({ clientMs }) => clientMs);
  return [
    { name: "inside the Worker, P50", value: percentile(inside, 0.5), unit: "ms", atMost: 10 },
    { name: "inside the Worker, P95", value: percentile(inside, 0.95), unit: "ms", atMost: 10 },
    { name: "seen by the client, P95", value: percentile(client, 0.95), unit: "ms", atMost: 20 },
  ];
}

async function validate(url: string, apiKey: string): Promise<{ clientMs: number; insideMs: number }> {
  const started = performance.now();
  const response = await fetch(`${url}/v1/invoices/validate`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: BODY,
  });
  const text = await response.text();
  const clientMs = performance.now() - started;
  if (response.status !== 200) throw new Error(`${response.status}: ${text}`);
  return { clientMs, insideMs: Number(/total;dur=([\d.]+)/.exec(response.headers.get("server-timing") ?? "")?.[1]) };
}
