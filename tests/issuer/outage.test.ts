import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { confirmed, countIn, forgetAll, sandboxObject } from "../support/issuer-object.ts";
import { hashApiKey, newApiKey } from "../../workers/accounts/api-keys/format.ts";
import { type Api, apiWith, organization } from "../support/organization.ts";
import { takePostgresAway } from "../support/take-away.ts";
import { asOwner } from "../support/tenant.ts";

const SALE = { items: [{ description: "Pan", unit_price: "2000.00" }] };
/** An isolate remembers a key for 5 seconds; from then on it has to be asked for. */
const KEY_FORGOTTEN_MS = 5_100;

/** An organization that has issued its first invoice. */
async function inUse() {
  const one = await organization();
  const issuer = (await one.createIssuer()).body.id as string;
  const first = await one.post("/v1/invoices", SALE);
  expect([first.status, first.body.number]).toEqual([201, 1]);
  await vi.waitFor(async () => expect(await statuses(one.id)).toEqual(["authorized"]), 5_000);
  return { ...one, issuer };
}

async function statuses(organizationId: string): Promise<string[]> {
  const rows = await asOwner()`select status from invoices where organization_id = ${organizationId} order by id`;
  return rows.map(({ status }) => status);
}

/** What was answered, as far as it says that the service is away. */
async function outcome(answer: ReturnType<Api["get"]>) {
  const { status, headers, body } = await answer;
  return { status, code: body.error?.code, retryAfter: headers.get("retry-after") };
}
const UNAVAILABLE = { status: 503, code: "unavailable", retryAfter: "5" };

describe.concurrent("while Postgres is away", () => {
  test("a key in use issues, reads what is fresh, and checks; the rows arrive when Postgres is back", async () => {
    const one = await inUse();
    const back = await takePostgresAway(one, "cut");
    await scheduler.wait(KEY_FORGOTTEN_MS);
    const second = await one.post("/v1/invoices", SALE, { "idempotency-key": "second" });
    expect(second).toMatchObject({ status: 201, body: { status: "authorized", number: 2 } });
    const again = await one.post("/v1/invoices", SALE, { "idempotency-key": "second" });
    expect([again.status, again.body, again.headers.get("idempotent-replayed")]).toEqual([201, second.body, "true"]);
    expect(await one.get(`/v1/invoices/${second.body.id}`)).toMatchObject({ status: 200, body: second.body });
    expect(await one.post("/v1/invoices", { ...SALE, issuer: one.issuer })).toMatchObject({ status: 201, body: { number: 3 } });
    expect(await one.post("/v1/invoices/validate", SALE)).toMatchObject({ status: 200, body: { valid: true } });
    expect(await one.post("/v1/invoices", { ...SALE, date: "2020-01-01" })).toMatchObject({ status: 422 });
    expect(await outcome(one.get("/v1/invoices"))).toEqual(UNAVAILABLE);
    expect(await outcome(one.get("/v1/invoices/inv_01kaf3v9q0f4trxsv5yy7gjcyb"))).toEqual(UNAVAILABLE);
    expect(await outcome(one.createIssuer())).toEqual(UNAVAILABLE);
    expect(await statuses(one.id)).toEqual(["authorized"]);
    await back();
    await vi.waitFor(async () => expect(await statuses(one.id)).toEqual(["authorized", "authorized", "authorized"]), 15_000);
    expect((await one.get("/v1/invoices")).body.data).toHaveLength(3);
  }, 40_000);

  test("what waits is cancelled, and what a person was asked is answered", async () => {
    const one = await inUse();
    await one.put("/v1/sandbox/faults", { faults: [{ operation: "*", kind: "down", count: 1_000 }] });
    const back = await takePostgresAway(one, "cut");
    const { body } = await one.post("/v1/invoices", SALE, { prefer: "respond-async" });
    expect(body.status).toBe("queued");
    expect(await one.post(`/v1/invoices/${body.id}/resolve`, { action: "adopt" })).toMatchObject({ status: 409 });
    expect(await one.post(`/v1/invoices/${body.id}/cancel`, {})).toMatchObject({ status: 200, body: { id: body.id, status: "cancelled" } });
    expect(await outcome(one.post("/v1/invoices/inv_01kaf3v9q0f4trxsv5yy7gjcyb/cancel", {}))).toEqual(UNAVAILABLE);
    await back();
    await vi.waitFor(async () => expect(await statuses(one.id)).toEqual(["authorized", "cancelled"]), 15_000);
  }, 40_000);

  test("without a word, nobody waits for it for long", async () => {
    const one = await inUse();
    const back = await takePostgresAway(one, "hang");
    const asked = performance.now();
    expect(await one.post("/v1/invoices", SALE)).toMatchObject({ status: 201, body: { number: 2 } });
    expect(performance.now() - asked).toBeLessThan(10_000);
    await back();
  }, 40_000);

  test("what it was told and did not confirm is there once", async () => {
    const one = await inUse();
    const back = await takePostgresAway(one, "lost");
    expect(await one.post("/v1/invoices", SALE)).toMatchObject({ status: 201, body: { number: 2 } });
    await vi.waitFor(async () => expect(await statuses(one.id)).toEqual(["authorized", "authorized"]), 10_000);
    await back();
    await scheduler.wait(3_000);
    const actions =
      await asOwner()`select action from audit_log where organization_id = ${one.id} and action like 'invoice.%' order by seq`;
    expect(actions.map(({ action }) => action)).toEqual(["invoice.created", "invoice.authorized", "invoice.created", "invoice.authorized"]);
  }, 40_000);

  test("what only Postgres remembers is not issued a second time", async () => {
    const one = await inUse();
    const { cuit } = (await one.get(`/v1/issuers/${one.issuer}`)).body;
    const old = await one.post("/v1/invoices", { ...SALE, external_id: "old" }, { "idempotency-key": "old" });
    const object = sandboxObject(one.id, cuit);
    await confirmed(object);
    await forgetAll(object);
    expect(await countIn(object, "invoices")).toBe(0);
    const back = await takePostgresAway(one, "cut");
    expect(await outcome(one.post("/v1/invoices", { ...SALE, external_id: "old" }, { "idempotency-key": "old" }))).toEqual(UNAVAILABLE);
    expect(await outcome(one.post("/v1/invoices", { ...SALE, external_id: "old" }))).toEqual(UNAVAILABLE);
    const batch = await one.post("/v1/invoices/batch", { invoices: [{ ...SALE, external_id: "old" }, SALE] });
    expect(await one.post("/v1/invoices", SALE, { "idempotency-key": "new" })).toMatchObject({ status: 201 });
    await back();
    const again = await one.post("/v1/invoices", { ...SALE, external_id: "old" }, { "idempotency-key": "old" });
    expect([again.status, again.body]).toEqual([201, old.body]);
    await vi.waitFor(async () => {
      await runDurableObjectAlarm(env.INVOICE_BATCHES.getByName(batch.body.id));
      const { items } = (await one.get(`/v1/invoices/batches/${batch.body.id}`)).body;
      expect(items).toMatchObject([{ status: "failed", error: { code: "conflict" } }, { status: "authorized" }]);
    }, 10_000);
  }, 40_000);

  test("a key that somebody made up leaves nothing behind", async () => {
    const secret = newApiKey("sk", "test");
    expect((await apiWith(secret).get("/v1/invoices")).status).toBe(401);
    const keeper = env.API_KEY_KEEPERS.getByName(hashApiKey(secret, env.API_KEY_PEPPER));
    expect(await keeper.vouch()).toBeUndefined();
    expect(await runInDurableObject(keeper, (_, { storage }) => [...storage.kv.list()])).toEqual([]);
  });

  test("a key that was never used may do nothing", async () => {
    const one = await organization();
    const back = await takePostgresAway(one, "cut");
    expect(await outcome(one.post("/v1/invoices", SALE))).toEqual(UNAVAILABLE);
    await back();
  });

  test("a key that Postgres has refused since is not vouched for", async () => {
    const one = await inUse();
    await asOwner()`update api_keys set revoked_at = now() where id = ${one.keyId}`;
    await scheduler.wait(KEY_FORGOTTEN_MS);
    expect((await one.post("/v1/invoices", SALE)).status).toBe(401);
    await scheduler.wait(KEY_FORGOTTEN_MS);
    const back = await takePostgresAway(one, "cut");
    expect(await outcome(one.post("/v1/invoices", SALE))).toEqual(UNAVAILABLE);
    await back();
  }, 40_000);

  test("a key whose time is over is not vouched for", async () => {
    const one = await inUse();
    await asOwner()`update api_keys set expires_at = now() + interval '7 seconds' where id = ${one.keyId}`;
    await scheduler.wait(KEY_FORGOTTEN_MS);
    expect((await one.post("/v1/invoices", SALE)).status).toBe(201);
    const back = await takePostgresAway(one, "cut");
    await scheduler.wait(KEY_FORGOTTEN_MS);
    expect(await outcome(one.post("/v1/invoices", SALE))).toEqual(UNAVAILABLE);
    await back();
  }, 40_000);

  test("an issuer that the key never used is not known, and none is guessed where there are several", async () => {
    const one = await inUse();
    const other = (await one.createIssuer()).body.id;
    expect((await one.post("/v1/invoices", SALE)).body.error.errors).toMatchObject([{ code: "issuer_ambiguous" }]);
    const back = await takePostgresAway(one, "cut");
    expect(await outcome(one.post("/v1/invoices", SALE))).toEqual(UNAVAILABLE);
    expect(await outcome(one.post("/v1/invoices", { ...SALE, issuer: other }))).toEqual(UNAVAILABLE);
    expect(await one.post("/v1/invoices", { ...SALE, issuer: one.issuer })).toMatchObject({ status: 201, body: { number: 2 } });
    await back();
  }, 40_000);

  test("a key's scopes are its scopes, and its issuers are its organization's", async () => {
    const [one, stranger] = [await inUse(), await inUse()];
    const reader = await one.addKey({ scopes: ["invoices:read"] });
    expect((await reader.get("/v1/invoices")).status).toBe(200);
    const backs = [await takePostgresAway(one, "cut"), await takePostgresAway(stranger, "cut")];
    expect((await reader.post("/v1/invoices", SALE)).body.error.code).toBe("forbidden");
    const { body: mine } = await one.post("/v1/invoices", SALE);
    expect(await outcome(stranger.get(`/v1/invoices/${mine.id}`))).toEqual(UNAVAILABLE);
    expect(await outcome(stranger.post("/v1/invoices", { ...SALE, issuer: one.issuer }))).toEqual(UNAVAILABLE);
    await Promise.all(backs.map((back) => back()));
  }, 40_000);
});
