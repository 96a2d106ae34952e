import { describe, expect, test } from "vitest";
import { endedBatch, sale, sendBatch } from "../support/batch.ts";
import { organization } from "../support/organization.ts";

describe("POST /v1/invoices/batch", () => {
  test.each([
    ["without invoices", {}, ["invoices"]],
    ["with none", { invoices: [] }, ["invoices"]],
    ["with something else", { invoices: {} }, ["invoices"]],
    ["with unknown fields", { invoices: [sale("1.00")], colour: "red", size: 1 }, ["colour", "size"]],
    ["with more than 1,000", { invoices: Array.from({ length: 1_001 }, () => ({})) }, ["invoices"]],
    ["that is no object", [], [null]],
  ])("%s is refused whole", async (_, body, params) => {
    const api = await organization();
    const answer = await api.post("/v1/invoices/batch", body, { "idempotency-key": "ñ" });
    expect(answer).toMatchObject({ status: 422, body: { error: { code: "invalid_request" } } });
    const found = answer.body.error.errors.map(({ param }: { param: string | null }) => param);
    expect(found).toEqual(["Idempotency-Key", ...params]);
  });

  test("a key of another form is told of a body that is fine", async () => {
    const api = await organization();
    expect((await sendBatch(api, [sale("1.00")], "")).body.error.errors).toMatchObject([{ code: "idempotency_key_length" }]);
  });

  test("may weigh 8 MiB and have 400,000 values, and no more", async () => {
    const api = await organization();
    const text = (bytes: number) => `{"invoices": [1]${" ".repeat(bytes - 17)}}`;
    expect((await api.post("/v1/invoices/batch", text(8 * 1024 * 1024))).status).toBe(202);
    expect(await api.post("/v1/invoices/batch", text(8 * 1024 * 1024 + 1))).toMatchObject({
      status: 413,
      body: { error: { code: "body_too_large" } },
    });
    const values = (count: number) => ({ invoices: [Array.from({ length: count }, () => 0)] });
    expect((await api.post("/v1/invoices/batch", values(399_990))).status).toBe(202);
    expect((await api.post("/v1/invoices/batch", values(400_001))).status).toBe(413);
    expect((await api.post("/v1/invoices/validate", values(50_001))).status).toBe(413);
  });

  test("of an invoice with countless faults the first are told", async () => {
    const api = await organization();
    const faults = Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`field_${i}`, i]));
    const long = { ["x".repeat(500_000)]: 1, metadata: { ["ñ".repeat(200_000)]: 1 }, items: [] };
    const { items } = await endedBatch(api, (await sendBatch(api, [faults, long])).body.id);
    expect(items.map(({ status, error }) => [status, error.code])).toEqual([
      ["failed", "invalid_request"],
      ["failed", "invalid_request"],
    ]);
    expect(items[0]?.error.errors).toHaveLength(25);
    for (const { param } of items[1]?.error.errors ?? []) expect(param.length).toBeLessThanOrEqual(201);
  });

  test("one invoice may not weigh more than one alone", async () => {
    const api = await organization();
    await api.createIssuer();
    const items = Array.from({ length: 1_000 }, () => ({ description: "ñandú ".repeat(80), unit_price: "1.00", sku: "ñ".repeat(100) }));
    const heavy = { items: items.map((item) => ({ ...item, description: "€".repeat(400) })) };
    const { items: found } = await endedBatch(api, (await sendBatch(api, [heavy, sale("1.00")])).body.id);
    expect(found.map(({ status, error }) => [status, error?.code])).toEqual([
      ["failed", "body_too_large"],
      ["authorized", undefined],
    ]);
  });
});
