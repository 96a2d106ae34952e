import { expect, test } from "vitest";
import { organization } from "../support/organization.ts";

const body = { items: [{ description: "Pan", unit_price: "10.00" }] };

test("the same key and body: the same answer, marked as a replay", async () => {
  const api = await organization();
  await api.createIssuer();
  const first = await api.post("/v1/invoices", body, { "idempotency-key": "k1" });
  const again = await api.post("/v1/invoices", { items: [{ unit_price: 10, description: "Pan" }] }, { "idempotency-key": "k1" });
  expect([again.status, again.body]).toEqual([201, first.body]);
  expect([first.headers.get("idempotent-replayed"), again.headers.get("idempotent-replayed")]).toEqual([null, "true"]);
});

test("the same key and another body: 409, and nothing is issued", async () => {
  const api = await organization();
  await api.createIssuer();
  await api.post("/v1/invoices", body, { "idempotency-key": "k1" });
  const other = await api.post("/v1/invoices", { items: [{ description: "Pan", unit_price: "11.00" }] }, { "idempotency-key": "k1" });
  expect([other.status, other.body.error.code]).toEqual([409, "idempotency_conflict"]);
  expect((await api.post("/v1/invoices", body)).body.number).toBe(2);
});

test("what was refused here consumes no key", async () => {
  const api = await organization();
  await api.createIssuer();
  const refused = await api.post("/v1/invoices", { ...body, date: "2020-01-01" }, { "idempotency-key": "k1" });
  expect(refused.status).toBe(422);
  expect((await api.post("/v1/invoices", body, { "idempotency-key": "k1" })).status).toBe(201);
});

test("a key belongs to an issuer of an organization", async () => {
  const [one, two] = [await organization(), await organization()];
  await one.createIssuer();
  await two.createIssuer();
  const first = await one.post("/v1/invoices", body, { "idempotency-key": "shared" });
  const second = await two.post("/v1/invoices", body, { "idempotency-key": "shared" });
  expect(second.status).toBe(201);
  expect(second.body.id).not.toBe(first.body.id);
});

test("many at once with one key are one invoice; many identical sales without a key are as many invoices", async () => {
  const api = await organization();
  await api.createIssuer();
  const keyed = await Promise.all(Array.from({ length: 8 }, () => api.post("/v1/invoices", body, { "idempotency-key": "same" })));
  expect(new Set(keyed.map((answer) => answer.body.id)).size).toBe(1);
  const free = await Promise.all(Array.from({ length: 8 }, () => api.post("/v1/invoices", body)));
  expect(free.map((answer) => answer.body.number).toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  expect(new Set(free.map((answer) => answer.body.cae)).size).toBe(8);
});

test("an external_id names one invoice of its issuer", async () => {
  const api = await organization();
  await api.createIssuer();
  await api.post("/v1/invoices", { ...body, external_id: "order-1" });
  const again = await api.post("/v1/invoices", { ...body, external_id: "order-1" });
  expect(again).toMatchObject({ status: 409, body: { error: { code: "conflict", param: "external_id" } } });
});

test.each(["", "x".repeat(256), "ñ"])("an Idempotency-Key of %j is refused", async (key) => {
  const api = await organization();
  await api.createIssuer();
  const { status, body: answer } = await api.post("/v1/invoices", body, { "idempotency-key": key });
  expect([status, answer.error.errors[0].code]).toEqual([422, "idempotency_key_length"]);
});

test("a repeated request keeps its answer when a second issuer has been made since, and none is named", async () => {
  const api = await organization();
  await api.createIssuer();
  const first = await api.post("/v1/invoices", body, { "idempotency-key": "k1" });
  await api.createIssuer();
  const again = await api.post("/v1/invoices", body, { "idempotency-key": "k1" });
  expect([again.status, again.body]).toEqual([201, first.body]);
  expect((await api.post("/v1/invoices", body, { "idempotency-key": "k2" })).body.error.errors).toMatchObject([
    { code: "issuer_ambiguous" },
  ]);
});
