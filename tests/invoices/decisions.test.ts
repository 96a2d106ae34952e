import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import type { Fault } from "../support/arca.ts";
import { ownCertificate } from "../support/imported.ts";
import { organization } from "../support/organization.ts";
import { asOwner } from "../support/tenant.ts";

const SALE = { items: [{ description: "Pan de campo", unit_price: "2000.00" }] };
const ASYNC = { Prefer: "respond-async" };
const MISSING = "inv_01kaf3v9q0f4trxsv5yy7gjcyb";

type Organization = Awaited<ReturnType<typeof organization>>;

/** Whose ARCA is away: what is accepted waits. */
async function waiting() {
  const api = await organization();
  await api.createIssuer();
  await api.put("/v1/sandbox/faults", { faults: [{ operation: "*", kind: "down", count: 1_000 }] });
  const back = () => api.remove("/v1/sandbox/faults");
  return { ...api, back };
}

/** With an invoice whose answer never came, while ARCA holds the very same under its number since an hour ago. */
async function doubtful() {
  const api = await organization();
  const issuer = (await api.createIssuer({ environment: "homologation" })).body;
  const { certificate, privateKey } = await ownCertificate(issuer.cuit);
  await api.post(`/v1/issuers/${issuer.id}/certificates`, { certificate, private_key: privateKey });
  const faults: Fault[] = ["same_before"];
  await fetch(`${env.ARCA_URL}/faults/${issuer.cuit}`, { method: "PUT", body: JSON.stringify(faults) });
  const answer = await api.post("/v1/invoices", SALE, { "idempotency-key": "k" });
  return { ...api, answer, id: answer.body.id as string };
}

/** The audit log hears of it from the issuer's object, a little later. */
const expectTold = ({ keyId }: Pick<Organization, "keyId">, action: string, invoice: string) =>
  vi.waitFor(async () => {
    const told = await asOwner()`select actor from audit_log where action = ${action} and target = ${invoice}`;
    expect(told).toEqual([{ actor: keyId }]);
  }, 10_000);

describe.concurrent("cancel", () => {
  test("ends an invoice that has no number yet, for good", async () => {
    const api = await waiting();
    const { post, get, back } = api;
    const sale = { ...SALE, external_id: "order-1" };
    const { body } = await post("/v1/invoices", sale, { ...ASYNC, "idempotency-key": "k" });
    expect(body.status).toBe("queued");
    const cancelled = await post(`/v1/invoices/${body.id}/cancel`, {});
    expect(cancelled).toMatchObject({ status: 200, body: { id: body.id, status: "cancelled", number: null, cae: null } });
    expect(cancelled.body).not.toHaveProperty("next_attempt_at");
    expect((await post(`/v1/invoices/${body.id}/cancel`, {})).body).toEqual(cancelled.body);
    expect((await get(`/v1/invoices/${body.id}`)).body).toEqual(cancelled.body);
    await back();
    // Its external_id is free, its key is not.
    expect((await post("/v1/invoices", sale)).status).toBe(201);
    expect(await post("/v1/invoices", sale, { "idempotency-key": "k" })).toMatchObject({ status: 200, body: { status: "cancelled" } });
    const list = async () => (await get("/v1/invoices?status=cancelled")).body.data;
    await vi.waitFor(async () => expect(await list()).toMatchObject([{ id: body.id }]), 5_000);
    await expectTold(api, "invoice.cancelled", body.id);
  }, 30_000);

  test("is refused once it has a number", async () => {
    const api = await organization();
    await api.createIssuer();
    const { body } = await api.post("/v1/invoices", SALE);
    expect(await api.post(`/v1/invoices/${body.id}/cancel`, {})).toMatchObject({
      status: 409,
      body: { error: { code: "conflict", errors: [{ code: "cancel_not_queued", message: expect.stringContaining("authorized") }] } },
    });
    expect((await api.get(`/v1/invoices/${body.id}`)).body).toEqual(body);
  });

  test("tells who waits for it", async () => {
    const { post, get } = await waiting();
    const answer = post("/v1/invoices", { ...SALE, external_id: "order-2" });
    const found = async () => (await get("/v1/invoices?external_id=order-2")).body.data[0];
    await vi.waitFor(async () => expect(await found()).toBeDefined(), 10_000);
    await post(`/v1/invoices/${(await found()).id}/cancel`, {});
    expect(await answer).toMatchObject({ status: 200, body: { status: "cancelled" } });
  }, 30_000);
});

describe.concurrent("resolve", () => {
  test("an invoice that needs attention says so, and why", async () => {
    const { answer, id, get, post } = await doubtful();
    expect(answer).toMatchObject({
      status: 202,
      body: {
        status: "needs_attention",
        number: null,
        waiting_for: { code: "attention_wanted" },
        attention: { number: 1, resolution: null },
      },
    });
    expect(answer.headers.get("retry-after")).toBe("60");
    expect((await get(`/v1/invoices/${id}`)).body).toEqual(answer.body);
    const list = async () => (await get("/v1/invoices?status=needs_attention")).body.data;
    await vi.waitFor(async () => expect(await list()).toMatchObject([{ id }]), 5_000);
    expect(await post(`/v1/invoices/${id}/cancel`, {})).toMatchObject({ status: 409 });
    expect(await post(`/v1/invoices/${id}/resolve`, { action: "guess" })).toMatchObject({
      status: 422,
      body: { error: { errors: [{ param: "action" }] } },
    });
  }, 30_000);

  test("adopt and release end it, each its way", async () => {
    const [one, other] = await Promise.all([doubtful(), doubtful()]);
    const adopted = await one.post(`/v1/invoices/${one.id}/resolve`, { action: "adopt" });
    expect(adopted).toMatchObject({ status: 200, body: { status: "authorized", number: 1, attention: { resolution: "adopted" } } });
    expect(adopted.body.cae).toBe(one.answer.body.attention.cae);
    expect(await one.post("/v1/invoices", SALE, { "idempotency-key": "k" })).toMatchObject({ status: 201, body: adopted.body });
    await expectTold(one, "invoice.authorized", one.id);
    const released = await other.post(`/v1/invoices/${other.id}/resolve`, { action: "release" });
    expect(released).toMatchObject({ status: 200, body: { attention: { resolution: "released" } } });
    await expectTold(other, "invoice.requeued", other.id);
    expect(await other.post("/v1/invoices", SALE, { "idempotency-key": "k" })).toMatchObject({ status: 201, body: { number: 2 } });
    expect(await other.post(`/v1/invoices/${other.id}/resolve`, { action: "adopt" })).toMatchObject({
      status: 409,
      body: { error: { code: "conflict", errors: [{ code: "resolve_not_needed" }] } },
    });
  }, 30_000);
});

describe.concurrent.each([
  ["cancel", {}],
  ["resolve", { action: "release" }],
] as const)("POST /v1/invoices/{id}/%s", (verb, body) => {
  const ask = (api: Pick<Organization, "post">, id: string) => api.post(`/v1/invoices/${id}/${verb}`, body);

  test("knows neither another organization's invoices nor the other mode's", async () => {
    const owner = await organization();
    await owner.createIssuer();
    const { body: invoice } = await owner.post("/v1/invoices", SALE);
    const stranger = await organization();
    await stranger.createIssuer();
    const asked = [ask(stranger, invoice.id), ask(await owner.addKey({ mode: "live" }), invoice.id), ask(owner, MISSING), ask(owner, "x")];
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
  });

  test("needs invoices:write", async () => {
    const { addKey } = await organization();
    const reader = await addKey({ scopes: ["invoices:read"] });
    expect(await ask(reader, MISSING)).toMatchObject({ status: 403, body: { error: { code: "forbidden", param: "invoices:write" } } });
  });
});
