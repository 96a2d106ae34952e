import { describe, expect, test, vi } from "vitest";
import { EXPORT_INPUT } from "../../workers/api/invoice-examples.ts";
import { endedBatch, sale, sendBatch } from "../support/batch.ts";
import { organization } from "../support/organization.ts";
import { asOwner } from "../support/tenant.ts";

const BATCHES = "/v1/invoices/batches";

describe("a batch", () => {
  test("is accepted at once, and tells what becomes of each invoice", async () => {
    const api = await organization();
    const issuer = (await api.createIssuer()).body.id;
    const accepted = await sendBatch(api, [
      sale("1000.00"),
      { items: [{ description: "Pan" }] },
      sale("3000.00", { external_id: "order-3" }),
    ]);
    expect(accepted).toMatchObject({
      status: 202,
      body: { object: "batch", status: "processing", mode: "test", counts: { total: 3, failed: 1 }, completed_at: null },
    });
    expect(accepted.body).not.toHaveProperty("items");
    expect(accepted.headers.get("location")).toBe(`${BATCHES}/${accepted.body.id}`);
    expect(accepted.headers.get("retry-after")).toBe("1");

    const { counts, items, completed_at } = await endedBatch(api, accepted.body.id);
    expect(counts).toMatchObject({ total: 3, authorized: 2, failed: 1, pending: 0 });
    expect(Date.parse(completed_at)).toBeGreaterThanOrEqual(Date.parse(accepted.body.created_at));
    expect(items.map(({ index, status, invoice }) => [index, status, invoice?.number])).toEqual([
      [0, "authorized", 1],
      [1, "failed", undefined],
      [2, "authorized", 2],
    ]);
    expect(items[0]).toMatchObject({
      invoice: { object: "invoice", issuer, total: "1000.00", cae: expect.stringMatching(/^\d{14}$/) },
      error: null,
    });
    expect(items[1]).toMatchObject({
      invoice: null,
      error: {
        type: "invalid_request_error",
        code: "invalid_request",
        errors: [{ param: "items[0].unit_price", code: "required" }],
        docs_url: "http://api.test/docs/errors/invalid_request",
        request_id: accepted.headers.get("request-id"),
      },
    });
    const { body: whole } = await api.get(`/v1/invoices/${items[2]?.invoice.id}`);
    expect(whole).toMatchObject({ status: "authorized", number: 2, external_id: "order-3", cae: items[2]?.invoice.cae });
    await vi.waitFor(async () => {
      const rows = await asOwner()`select batch_id from invoices where organization_id = ${api.id}`;
      expect(rows).toEqual([{ batch_id: accepted.body.id }, { batch_id: accepted.body.id }]);
    }, 5_000);
    await api.post("/v1/invoices", sale("5.00"));
    expect((await api.get(`/v1/invoices?batch=${accepted.body.id}`)).body.data).toHaveLength(2);
  });

  test("each invoice is refused for itself, as it would be alone", async () => {
    const api = await organization();
    await api.createIssuer();
    const wrong = [
      "text",
      sale("10.00", { colour: "red" }),
      sale("10.00", { date: "2020-01-01" }),
      sale("10.00", { issuer: "iss_01kaf3rk4ke6w8k9b6n2m5xq7d" }),
      sale("10.00", { external_id: "one" }),
      sale("20.00", { external_id: "one" }),
      sale("10.00", { customer: { document_type: "cuit", document_number: "20111111111" } }),
      sale("10.00", { metadata: { filler: "x".repeat(501) } }),
    ];
    const { body } = await sendBatch(api, wrong);
    const { items } = await endedBatch(api, body.id);
    const alone = await Promise.all(wrong.map((one) => api.post("/v1/invoices/validate", one)));
    expect(
      items.map(({ status, error }) => [status, error?.code, error?.param, error?.errors.map((found: { param: string }) => found.param)]),
    ).toEqual([
      ["failed", "invalid_request", undefined, [null]],
      ["failed", "invalid_request", undefined, ["colour"]],
      ["failed", "invalid_invoice", undefined, ["date"]],
      ["failed", "invalid_request", undefined, ["issuer"]],
      ["authorized", undefined, undefined, undefined],
      ["failed", "conflict", "external_id", []],
      ["failed", "invalid_request", undefined, alone[6]?.body.error.errors.map(({ param }: { param: string }) => param)],
      ["failed", "invalid_request", undefined, ["metadata.filler"]],
    ]);
    for (const index of [1, 3, 6, 7]) expect(items[index]?.error.errors).toEqual(alone[index]?.body.error.errors);
  });

  test("what ARCA rejects says why, and its number goes to the next", async () => {
    const api = await organization();
    await api.createIssuer();
    // Only ARCA knows the rate of the day.
    const refused = { ...EXPORT_INPUT, exchange_rate: "1" };
    const alone = await api.post("/v1/invoices", refused);
    const { items } = await endedBatch(api, (await sendBatch(api, [refused, EXPORT_INPUT])).body.id);
    expect(alone.status).toBe(422);
    expect(items[0]).toMatchObject({
      status: "rejected",
      invoice: { status: "rejected", number: null },
      error: { code: "rejected_by_arca" },
    });
    expect(items[0]?.error.arca).toEqual(alone.body.error.arca);
    expect(items[1]).toMatchObject({ status: "authorized", invoice: { number: 1 }, error: null });
  });

  test("invoices of several issuers and types go each to its own", async () => {
    const api = await organization();
    const issuers = [(await api.createIssuer()).body.id, (await api.createIssuer()).body.id];
    const company = { document_type: "cuit", document_number: "30500010912", name: "SA", iva_condition: "responsable_inscripto" };
    const invoices = [0, 1, 0, 1, 0, 1].map((which, i) => sale("10.00", { issuer: issuers[which], ...(i > 3 && { customer: company }) }));
    const { body } = await sendBatch(api, [...invoices, sale("10.00")]);
    const { items } = await endedBatch(api, body.id);
    expect(items.slice(0, 6).map(({ invoice }) => [invoice.issuer, invoice.type, invoice.number])).toEqual([
      [issuers[0], "factura_b", 1],
      [issuers[1], "factura_b", 1],
      [issuers[0], "factura_b", 2],
      [issuers[1], "factura_b", 2],
      [issuers[0], "factura_a", 1],
      [issuers[1], "factura_a", 1],
    ]);
    expect(items[6]?.error.errors).toMatchObject([{ param: "issuer", code: "issuer_ambiguous" }]);
  });
});

describe("a key", () => {
  test("repeats the batch, however it is written; with another body it is refused", async () => {
    const api = await organization();
    await api.createIssuer();
    const first = await sendBatch(api, [sale("10.00"), 5], "k");
    const { items } = await endedBatch(api, first.body.id);
    const again = await sendBatch(api, [{ items: [{ unit_price: 10, description: "Pan" }] }, 5], "k");
    expect([again.status, again.body.id, again.headers.get("idempotent-replayed")]).toEqual([202, first.body.id, "true"]);
    expect(again.body).toMatchObject({ status: "completed", counts: { total: 2, authorized: 1, failed: 1 } });
    expect((await api.get(`${BATCHES}/${first.body.id}`)).body.items).toEqual(items);
    for (const other of [[sale("10.00")], [5, sale("10.00")], [sale("11.00"), 5], [sale("10.00"), 6]]) {
      expect(await sendBatch(api, other, "k")).toMatchObject({
        status: 409,
        body: { error: { code: "idempotency_conflict", param: "Idempotency-Key" } },
      });
    }
    expect((await api.post("/v1/invoices", sale("10.00"))).body.number).toBe(2);
  });

  test("many at once with one key are one batch; without, as many", async () => {
    const api = await organization();
    await api.createIssuer();
    const keyed = await Promise.all(Array.from({ length: 5 }, () => sendBatch(api, [sale("10.00")], "k")));
    expect(new Set(keyed.map(({ body }) => body.id)).size).toBe(1);
    const free = await Promise.all(Array.from({ length: 3 }, () => sendBatch(api, [sale("10.00")])));
    const all = await Promise.all([keyed[0], ...free].map((answer) => endedBatch(api, answer?.body.id)));
    expect(all.map(({ items }) => items[0]?.invoice.number).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  });

  test("belongs to its organization and mode, and to batches alone", async () => {
    const [one, two] = [await organization(), await organization()];
    await one.createIssuer();
    await two.createIssuer();
    const live = await one.addKey({ mode: "live" });
    const batches = [
      await sendBatch(one, [sale("10.00")], "shared"),
      await sendBatch(two, [sale("20.00")], "shared"),
      await sendBatch(live, [1], "shared"),
    ];
    expect(batches.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(batches.map(({ body }) => body.id)).size).toBe(3);
    const alone = await one.post("/v1/invoices", sale("30.00"), { "idempotency-key": "shared" });
    expect(alone).toMatchObject({ status: 201, body: { total: "30.00" } });
    const [mine] = (await endedBatch(one, batches[0]?.body.id)).items;
    expect(mine?.invoice).toMatchObject({ total: "10.00", status: "authorized" });
    expect((await sendBatch(one, [sale("10.00")], "shared")).body.id).toBe(batches[0]?.body.id);
  });
});

describe("whose it is", () => {
  test("another organization's and the other mode's do not exist; a scope is asked for", async () => {
    const api = await organization();
    await api.createIssuer();
    const { body } = await sendBatch(api, [sale("10.00")], "k");
    const missing = await api.get(`${BATCHES}/bat_01kaf3v9q0f4trxsv5yy7gjcyb`);
    expect(missing).toMatchObject({ status: 404, body: { error: { code: "not_found", param: "id" } } });
    const { request_id: _, ...said } = missing.body.error;
    for (const stranger of [await organization(), await api.addKey({ mode: "live" })]) {
      expect(await stranger.get(`${BATCHES}/${body.id}`)).toMatchObject({ status: 404, body: { error: said } });
    }
    for (const id of ["x", "bat_UPPER", "inv_01kaf3v9q0f4trxsv5yy7gjcyb"]) expect((await api.get(`${BATCHES}/${id}`)).status).toBe(404);
    const reader = await api.addKey({ scopes: ["invoices:read"] });
    const writer = await api.addKey({ scopes: ["invoices:write"] });
    expect((await reader.get(`${BATCHES}/${body.id}`)).status).toBe(200);
    expect(await sendBatch(reader, [sale("10.00")])).toMatchObject({
      status: 403,
      body: { error: { code: "forbidden", param: "invoices:write" } },
    });
    expect(await writer.get(`${BATCHES}/${body.id}`)).toMatchObject({
      status: 403,
      body: { error: { code: "forbidden", param: "invoices:read" } },
    });
  });
});
