import { beforeAll, describe, expect, test, vi } from "vitest";
import { EXPORT_INPUT } from "../../workers/api/invoice-examples.ts";
import { confirmed, countIn, forgetAll, sandboxObject } from "../support/issuer-object.ts";
import { organization } from "../support/organization.ts";

type Api = Awaited<ReturnType<typeof organization>>;
type Answer = Awaited<ReturnType<Api["post"]>>;

const SALE = { items: [{ description: "Pan", unit_price: "10.00" }], external_id: "order-1" };
/** Only ARCA knows that it is wrong. */
const REFUSED = { ...EXPORT_INPUT, exchange_rate: "1" };

const key = (text: string) => ({ "idempotency-key": text });
/** What of an answer stays the same for ever; its Server-Timing tells the time of this request. */
const lasting = ({ status, body, headers }: Answer) => ({
  status,
  body,
  location: headers.get("location"),
  arca: /arca;.*/.exec(headers.get("server-timing") ?? "")?.[0],
});

describe("what an issuer's object has forgotten", () => {
  let api: Api;
  let object: ReturnType<typeof sandboxObject>;
  let first: { sale: Answer; refused: Answer };

  beforeAll(async () => {
    api = await organization();
    const { body: issuer } = await api.createIssuer();
    object = sandboxObject(api.id, issuer.cuit);
    first = {
      sale: await api.post("/v1/invoices", SALE, key("sale")),
      refused: await api.post("/v1/invoices", REFUSED, key("refused")),
    };
    await confirmed(object);
    await forgetAll(object);
  });

  test("is gone from it", async () => {
    expect([await countIn(object, "invoices"), await countIn(object, "calls")]).toEqual([0, 0]);
  });

  test("is answered to a repeated request as it was at first", async () => {
    const again = await api.post("/v1/invoices", SALE, key("sale"));
    expect(lasting(again)).toEqual(lasting(first.sale));
    expect(again.status).toBe(201);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
  });

  test("so is a refusal of ARCA's, with its reasons and the id of the request that brought it", async () => {
    const again = await api.post("/v1/invoices", REFUSED, key("refused"));
    expect(again.body.error.arca).not.toEqual([]);
    expect(lasting(again)).toEqual(lasting(first.refused));
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([422, "true"]);
  });

  test.each([
    ["another body", { ...SALE, metadata: { a: "b" } }],
    ["a body that would be refused", { ...SALE, date: "2020-01-01" }],
  ])("its key does not stand for %s", async (_, body) => {
    const answer = await api.post("/v1/invoices", body, key("sale"));
    expect(answer).toMatchObject({ status: 409, body: { error: { code: "idempotency_conflict", param: "Idempotency-Key" } } });
  });

  test("its external_id is taken", async () => {
    for (const headers of [{}, key("another")]) {
      const answer = await api.post("/v1/invoices", SALE, headers);
      expect(answer).toMatchObject({ status: 409, body: { error: { code: "conflict", param: "external_id" } } });
    }
  });

  test("that of one that ARCA refused is free", async () => {
    const body = { ...SALE, external_id: "order-2" };
    await api.post("/v1/invoices", { ...REFUSED, external_id: "order-2" });
    await confirmed(object);
    await forgetAll(object);
    expect((await api.post("/v1/invoices", body)).status).toBe(201);
  });

  test("is shown, with its case file", async () => {
    const { id } = first.sale.body;
    expect((await api.get(`/v1/invoices/${id}`)).body).toEqual(first.sale.body);
    const { entries } = (await api.get(`/v1/invoices/${id}/timeline`)).body;
    expect(entries.at(-2)).toMatchObject({ kind: "authorized", cae: first.sale.body.cae });
    expect(entries.at(-1)).toMatchObject({ kind: "published" });
  });

  test("leaves the numbers where they were", async () => {
    expect((await api.post("/v1/invoices", { items: SALE.items, point_of_sale: 1 })).body.number).toBeGreaterThan(1);
  });
});

test("a key is another issuer's own, also when both have forgotten", async () => {
  const api = await organization();
  const issuers = [(await api.createIssuer()).body, (await api.createIssuer()).body];
  const bodies = issuers.map(({ id }) => ({ issuer: id, items: SALE.items }));
  const answers = [];
  for (const body of bodies) answers.push(await api.post("/v1/invoices", body, key("same")));
  for (const { cuit } of issuers) {
    await confirmed(sandboxObject(api.id, cuit));
    await forgetAll(sandboxObject(api.id, cuit));
  }
  for (const [i, body] of bodies.entries()) {
    expect(lasting(await api.post("/v1/invoices", body, key("same")))).toEqual(lasting(answers[i] as Answer));
  }
});

test("a request that names no issuer keeps its answer when a second one has been made since", async () => {
  const api = await organization();
  const { body: issuer } = await api.createIssuer();
  const sale = { items: SALE.items };
  const first = await api.post("/v1/invoices", sale, key("k1"));
  await confirmed(sandboxObject(api.id, issuer.cuit));
  await forgetAll(sandboxObject(api.id, issuer.cuit));
  await api.createIssuer();
  expect(lasting(await api.post("/v1/invoices", sale, key("k1")))).toEqual(lasting(first));
  const other = await api.post("/v1/invoices", { ...sale, metadata: { a: "b" } }, key("k1"));
  expect(other.body.error.errors).toMatchObject([{ code: "issuer_ambiguous" }]);
});

test("nothing is forgotten that is not over, not confirmed, or not old", async () => {
  const api = await organization();
  const { body: issuer } = await api.createIssuer();
  const object = sandboxObject(api.id, issuer.cuit);
  await api.put("/v1/sandbox/faults", { faults: [{ operation: "FECAESolicitar", kind: "down", count: 100 }] });
  const { body: waiting } = await api.post("/v1/invoices", { items: SALE.items }, { prefer: "respond-async" });
  await confirmed(object);
  await forgetAll(object);
  expect(await countIn(object, "invoices")).toBe(1);
  await api.remove("/v1/sandbox/faults");
  await vi.waitFor(async () => expect((await api.get(`/v1/invoices/${waiting.id}`)).body.status).toBe("authorized"), 15_000);
  await confirmed(object);
  await forgetAll(object, Date.now() - 60_000);
  expect(await countIn(object, "invoices")).toBe(1);
});
