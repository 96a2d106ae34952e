import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { Refusal } from "./refusal.ts";

const issuerSchema = z.object({ id: z.string(), cuit: z.string() });
const issuersSchema = z.object({ data: z.array(issuerSchema), next_cursor: z.string().nullable() });
const invoiceSchema = z.looseObject({
  id: z.string(),
  issuer: z.string(),
  status: z.string(),
  type: z.string(),
  point_of_sale: z.number(),
  number: z.number().nullable(),
  cae: z.string().nullable(),
  cae_expires_on: z.string().nullable(),
  net: z.string(),
  iva: z.array(z.object({ rate: z.string(), amount: z.string() })),
  total: z.string(),
});
const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** An invoice as the API answers it; only what this script shows is looked at. */
export type FirstInvoice = z.output<typeof invoiceSchema>;

const ISSUER = { cuit: "30500010912", environment: "sandbox", legal_name: "Demo SA", iva_condition: "responsable_inscripto" };
const ITEM = { description: "Servicio de demostración", quantity: "1", unit_price: "2000.00", iva_rate: "21" };
const AUTHORIZATION_TIMEOUT_MS = 120_000;

/** What a start does over the public API, as any caller would. */
export function demoClient(url: string, apiKey: string) {
  async function call(path: string, init?: { body: unknown; key?: string }): Promise<{ status: number; body: unknown }> {
    const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
    const response = await fetch(`${url}${path}`, {
      method: init ? "POST" : "GET",
      headers: init?.key === undefined ? headers : { ...headers, "idempotency-key": init.key },
      ...(init && { body: JSON.stringify(init.body) }),
    });
    return { status: response.status, body: await response.json().catch(() => undefined) };
  }

  async function findIssuer(cursor?: string): Promise<string | undefined> {
    const path = `/v1/issuers?limit=100${cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
    const { data, next_cursor } = read(issuersSchema, await call(path), [200], "The issuers");
    const found = data.find(({ cuit }) => cuit === ISSUER.cuit);
    return found ? found.id : next_cursor === null ? undefined : findIssuer(next_cursor);
  }

  return {
    /** The id of the demo issuer, made if it is not there yet. */
    async ensureIssuer(): Promise<string> {
      return (await findIssuer()) ?? read(issuerSchema, await call("/v1/issuers", { body: ISSUER }), [201], "The issuer").id;
    },
    /** A repeated key gets the invoice of the first time: a start that follows another issues nothing. */
    async ensureFirstInvoice(issuer: string, instanceId: string): Promise<FirstInvoice> {
      const posted = await call("/v1/invoices", { body: { issuer, items: [ITEM] }, key: `first-invoice-${instanceId}` });
      let invoice = read(invoiceSchema, posted, [201, 202], "The first invoice");
      const end = Date.now() + AUTHORIZATION_TIMEOUT_MS;
      while (invoice.cae === null) {
        if (Date.now() > end) throw new Refusal(`The first invoice is still ${invoice.status} after ${AUTHORIZATION_TIMEOUT_MS / 1000} s.`);
        await sleep(250);
        invoice = read(invoiceSchema, await call(`/v1/invoices/${invoice.id}`), [200], "The first invoice");
      }
      return invoice;
    },
  };
}

function read<T extends z.ZodType>(
  schema: T,
  { status, body }: { status: number; body: unknown },
  expected: number[],
  what: string,
): z.output<T> {
  const error = errorSchema.safeParse(body).data?.error;
  if (!expected.includes(status)) throw new Refusal(`${what}: HTTP ${status}${error ? `, ${error.code}: ${error.message}` : ""}`);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new Refusal(`${what}: unexpected answer. ${z.prettifyError(parsed.error)}`);
  // The body as it came, in the API's own order: no schema here changes what it reads.
  return body as z.output<T>;
}
