import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import type { Arca } from "./run-arca.ts";
import type { Lane } from "./plan.ts";
import { contentOf } from "./ledgers.ts";
import type { Product } from "./run-product.ts";

const attentionList = z.object({
  data: z.array(
    z.looseObject({
      id: z.string(),
      issuer: z.string(),
      point_of_sale: z.number(),
      type_code: z.number(),
      total: z.string(),
      customer: z.looseObject({ document_number: z.string().nullable() }),
      attention: z.looseObject({ number: z.number() }),
    }),
  ),
});

/** Somebody who can look into ARCA's books, and says of each invoice that needs attention what the truth is. */
export async function startPerson(product: Product, { arca, lanes, signal }: { arca: Arca; lanes: readonly Lane[]; signal: AbortSignal }) {
  const resolved = { adopt: 0, release: 0 };
  const call = (path: string, body?: unknown) =>
    fetch(`${product.url}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${product.apiKey}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });

  async function look(): Promise<void> {
    const response = await call("/v1/invoices?status=needs_attention&limit=100");
    if (response.status !== 200) return;
    for (const invoice of attentionList.parse(await response.json()).data) {
      const lane = lanes.find(
        (one) => one.issuer === invoice.issuer && one.name.endsWith(`/${invoice.point_of_sale}-${invoice.type_code}`),
      );
      if (!lane) continue;
      const there = await arca.comprobante(lane.name, invoice.attention.number);
      const ours = there?.request !== null && there?.content === contentOf(lane.name, invoice.customer.document_number, invoice.total);
      const action = ours ? "adopt" : "release";
      const answer = await call(`/v1/invoices/${invoice.id}/resolve`, { action });
      if (answer.ok) resolved[action]++;
    }
  }

  while (!signal.aborted) {
    await sleep(1_500, undefined, { signal }).catch(() => {});
    // The product, or its database, may be away just now.
    await look().catch(() => {});
  }
  return resolved;
}
