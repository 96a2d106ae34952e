import { describe, expect, test, vi } from "vitest";
import { BATCH, BATCH_INPUT, BATCH_WITH_ITEMS } from "../../workers/api/batch-examples.ts";
import {
  COMPANY_INPUT,
  INVOICE,
  ISSUER,
  ISSUER_INPUT,
  MINIMAL_INPUT,
  PENDING_INVOICE,
  REJECTED_INVOICE,
  RULE_PROBLEM,
} from "../../workers/api/examples.ts";
import { Batch, BatchWithItems } from "../../shared/schemas/batch.ts";
import { Invoice, PendingInvoice } from "../../shared/schemas/invoice.ts";
import { Issuer } from "../../shared/schemas/issuer.ts";
import { organization } from "../support/organization.ts";

async function withIssuer() {
  const api = await organization();
  const { body } = await api.createIssuer();
  return { ...api, issuer: body.id as string };
}

/** Which fields there are, and of which type; what differs from one invoice to another counts for nothing. */
const shape = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value !== "object" || value === null) return value === null ? null : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]));
};

describe("POST /v1/invoices", () => {
  test("answers 201 with where the invoice is, and what the time went to", async () => {
    const { post, get } = await withIssuer();
    const { status, headers, body } = await post("/v1/invoices", MINIMAL_INPUT);
    expect([status, body.status]).toEqual([201, "authorized"]);
    expect(headers.get("location")).toBe(`/v1/invoices/${body.id}`);
    expect(headers.get("server-timing")).toMatch(/^total;dur=[\d.]+, arca;desc="calls: \d+";dur=[\d.]+$/);
    expect(headers.has("idempotent-replayed")).toBe(false);
    expect(await get(`/v1/invoices/${body.id}`)).toMatchObject({ status: 200, body });
  });

  test("answers a repeated request as the first time, and says so", async () => {
    const { post } = await withIssuer();
    const key = { "Idempotency-Key": `a key, ~ with "all" that is printable` };
    const first = await post("/v1/invoices", MINIMAL_INPUT, key);
    const second = await post("/v1/invoices", JSON.stringify(MINIMAL_INPUT, null, 2), key);
    expect(second).toMatchObject({ status: first.status, body: first.body });
    expect(second.headers.get("location")).toBe(first.headers.get("location"));
    expect([first, second].map(({ headers }) => headers.get("idempotent-replayed"))).toEqual([null, "true"]);
    const other = await post("/v1/invoices", COMPANY_INPUT, key);
    expect(other.status).toBe(422);
  });

  test("refuses another body under the same key", async () => {
    const { post, issuer } = await withIssuer();
    const key = { "Idempotency-Key": "one" };
    await post("/v1/invoices", MINIMAL_INPUT, key);
    const other = await post("/v1/invoices", { ...COMPANY_INPUT, issuer }, key);
    expect(other).toMatchObject({ status: 409, body: { error: { code: "idempotency_conflict" } } });
  });

  test.each(["respond-async", "Respond-Async; x=1", "handling=lenient, respond-async"])(
    "does not wait for ARCA with Prefer: %s",
    async (prefer) => {
      const { post, get } = await withIssuer();
      const { status, headers, body } = await post("/v1/invoices", MINIMAL_INPUT, { Prefer: prefer });
      expect([status, body.number, body.cae]).toEqual([202, null, null]);
      expect(["queued", "sent"]).toContain(body.status);
      expect(headers.get("preference-applied")).toBe("respond-async");
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
      expect(headers.get("location")).toBe(`/v1/invoices/${body.id}`);
      expect(PendingInvoice.safeParse(body).error).toBeUndefined();
      await expect.poll(async () => (await get(`/v1/invoices/${body.id}`)).body.status).toBe("authorized");
    },
  );

  test("names every rule of ARCA's that the invoice would break, and issues nothing", async () => {
    const { post, get, issuer } = await withIssuer();
    const refused = await post("/v1/invoices", { ...COMPANY_INPUT, issuer, date: "2020-01-01" });
    expect(refused).toMatchObject({
      status: 422,
      body: { error: { code: "invalid_invoice", errors: [{ param: "date", arca_code: 10016 }] } },
    });
    expect((await get("/v1/invoices")).body.data).toEqual([]);
  });
});

describe("the examples of the document", () => {
  test("are what the sandbox takes and gives", async () => {
    const { post, issuer } = await withIssuer();
    const minimal = await post("/v1/invoices", MINIMAL_INPUT);
    expect(minimal.status).toBe(201);
    expect(shape(minimal.body)).toEqual(shape(INVOICE));
    const { id: _, issuer: __, date: ___, cae: ____, cae_expires_on: _____, created_at: ______, authorized_at: _______, ...told } = INVOICE;
    expect(minimal.body).toMatchObject(told);
    expect(minimal.body.cae).toMatch(/^\d{14}$/);
    expect(minimal.body.cae_expires_on).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    const company = await post("/v1/invoices", { ...COMPANY_INPUT, issuer });
    expect(company).toMatchObject({ status: 201, body: { type: "factura_a", total: "91571.00", external_id: COMPANY_INPUT.external_id } });
  });

  test("of issuers too", async () => {
    const { post } = await organization();
    const created = await post("/v1/issuers", ISSUER_INPUT);
    expect(created.status).toBe(201);
    expect(shape(created.body)).toEqual(shape(ISSUER));
  });

  test("of batches too", async () => {
    const { post, get } = await withIssuer();
    const sent = await post("/v1/invoices/batch", BATCH_INPUT);
    expect(sent.status).toBe(202);
    expect(shape(sent.body)).toEqual(shape(BATCH));
    await vi.waitFor(async () => {
      const { body } = await get(`/v1/invoices/batches/${sent.body.id}`);
      expect(shape(body)).toEqual(shape(BATCH_WITH_ITEMS));
      expect(body).toMatchObject({
        status: "completed",
        counts: BATCH_WITH_ITEMS.counts,
        items: [{}, { error: { errors: [RULE_PROBLEM] } }],
      });
    }, 10_000);
  });

  test.each([
    ["an invoice", Invoice, INVOICE],
    ["a rejected invoice", Invoice, REJECTED_INVOICE],
    ["a pending invoice", PendingInvoice, PENDING_INVOICE],
    ["an issuer", Issuer, ISSUER],
    ["a batch", Batch, BATCH],
    ["a batch that has ended", BatchWithItems, BATCH_WITH_ITEMS],
  ] as const)("%s has no field that its schema does not know", (_, schema, example) => {
    expect(schema.strict().safeParse(example).error).toBeUndefined();
  });
});
