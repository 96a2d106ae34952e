import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { sandboxObject } from "../support/issuer-object.ts";
import { asOwner } from "../support/tenant.ts";
import { SALE, seller } from "./support.ts";

test("the sandbox begins anew: numbers, invoices, keys, faults, clock", async () => {
  const { put, post, get, remove, setFaults, lastAuthorized } = await seller();
  const order = { ...SALE, external_id: "order-1" };
  const key = { "Idempotency-Key": "one" };
  const old = await post("/v1/invoices", order, key);
  await post("/v1/invoices", SALE);
  await put("/v1/sandbox/clock", { advance_seconds: 86_400 });
  await setFaults({ operation: "*", kind: "down", count: 1000 });

  const { status, body } = await remove("/v1/sandbox");
  expect([status, body.object, typeof body.begun_at]).toEqual([200, "sandbox", "string"]);

  expect((await get("/v1/sandbox/faults")).body.faults).toEqual([]);
  expect((await get("/v1/sandbox/clock")).body.offset_seconds).toBe(0);
  expect((await get("/v1/invoices")).body.data).toEqual([]);
  expect((await get(`/v1/invoices/${old.body.id}`)).status).toBe(404);
  expect(await lastAuthorized()).toBe(0);
  const anew = await post("/v1/invoices", order, key);
  expect(anew).toMatchObject({ status: 201, body: { number: 1, external_id: "order-1" } });
  expect(anew.headers.has("idempotent-replayed")).toBe(false);
  expect(anew.body.id).not.toBe(old.body.id);
  await expect.poll(async () => (await get("/v1/invoices")).body.data.length).toBe(1);
});

test("what waits in it is forgotten too", async () => {
  const { post, get, remove, setFaults } = await seller();
  await setFaults({ operation: "FECAESolicitar", kind: "down", count: 1000 });
  const waiting = await post("/v1/invoices", SALE, { Prefer: "respond-async" });
  expect(waiting.status).toBe(202);
  await remove("/v1/sandbox");
  expect((await get(`/v1/invoices/${waiting.body.id}`)).status).toBe(404);
  expect(await post("/v1/invoices", SALE)).toMatchObject({ status: 201, body: { number: 1 } });
});

test("a clock that is set after it counts", async () => {
  const { put, post, remove } = await seller();
  await put("/v1/sandbox/clock", { now: "2030-06-15T12:00:00Z" });
  await remove("/v1/sandbox");
  await put("/v1/sandbox/clock", { now: "2027-06-15T12:00:00Z" });
  expect((await post("/v1/invoices", SALE)).body.date).toBe("2027-06-15");
});

test("another organization's stays as it is", async () => {
  const [mine, theirs] = [await seller(), await seller()];
  await theirs.post("/v1/invoices", SALE);
  await mine.remove("/v1/sandbox");
  expect(await theirs.lastAuthorized()).toBe(1);
  expect((await theirs.post("/v1/invoices", SALE)).body.number).toBe(2);
});

test("nothing but what the sandbox issued can be deleted, by the role that the API has", async () => {
  const { id, post, issuer, get } = await seller();
  await post("/v1/invoices", SALE);
  await expect.poll(async () => (await get("/v1/invoices")).body.data.length).toBe(1);
  const sql = asOwner();
  const remove = async () => {
    const [, , deleted] = await sql.transaction([
      sql`set local role app`,
      sql`select set_config('app.org', ${id}, true), set_config('app.mode', 'test', true)`,
      sql`delete from invoices where issuer_id = ${issuer.id} returning id`,
    ]);
    return deleted?.length;
  };
  await sql`update issuers set environment = 'homologation' where id = ${issuer.id}`;
  expect(await remove()).toBe(0);
  await sql`update issuers set environment = 'sandbox' where id = ${issuer.id}`;
  expect(await remove()).toBe(1);
});

test("also while invoices keep coming: it waits for no lane to rest, and what the new one issues Postgres keeps", async () => {
  const { id: organizationId, post, remove, issuer } = await seller();
  const busy = new AbortController();
  const send = async () => {
    while (!busy.signal.aborted) await post("/v1/invoices", SALE, { Prefer: "respond-async" });
  };
  const senders = [send(), send(), send()];
  await scheduler.wait(300);
  expect((await remove("/v1/sandbox")).status).toBe(200);
  busy.abort();
  await Promise.all(senders);
  expect((await post("/v1/invoices", SALE)).body.status).toBe("authorized");
  const kept = await runInDurableObject(sandboxObject(organizationId, issuer.cuit), (_, { storage }) =>
    storage.sql.exec<{ id: string }>("SELECT id FROM invoices ORDER BY id").toArray(),
  );
  expect(kept.length).toBeGreaterThan(0);
  const rows = () => asOwner()`select id from invoices where issuer_id = ${issuer.id} and status = 'authorized' order by id`;
  await expect.poll(rows, { timeout: 20_000 }).toEqual(kept);
}, 60_000);
