import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { addDays, fiscalDate } from "../../shared/dates.ts";
import { Onboarding } from "../../shared/schemas/onboarding.ts";
import { ONBOARDING, READY } from "../../workers/api/onboarding-example.ts";
import type { Door } from "../support/arca.ts";
import { ownCertificate } from "../support/imported.ts";
import { type Api, organization } from "../support/organization.ts";
import { asOwner } from "../support/tenant.ts";

const SALE = { items: [{ description: "Pan", unit_price: "1210.00" }] };

const look = async (api: Api, issuer: string): Promise<Onboarding> => {
  const { status, body } = await api.get(`/v1/issuers/${issuer}/onboarding`);
  expect(status).toBe(200);
  expect(Onboarding.strict().safeParse(body).error).toBeUndefined();
  return body;
};
const now = ({ steps }: Onboarding) => {
  const at = steps.findIndex(({ status }) => status === "now");
  expect(steps.map(({ status }) => status)).toEqual(steps.map((_, i) => (i < at ? "done" : i === at ? "now" : "later")));
  return steps[at];
};

describe.concurrent("in the sandbox", () => {
  test("an issuer of it is ready at once", async () => {
    const api = await organization();
    const { id } = (await api.createIssuer()).body;
    const body = await look(api, id);
    expect(body.ready).toBe(true);
    expect(now(body)).toMatchObject({ id: "first_invoice", action: { method: "POST", path: "/v1/invoices" } });
    expect(body.checked_at).toMatch(/Z$/);
  });

  test("from nothing, by the CSR, to an invoice", async () => {
    const api = await organization();
    const { id, cuit } = (await api.createIssuer()).body;
    const certificates = `/v1/issuers/${id}/certificates`;
    const [made] = (await api.get(certificates)).body.data;
    await api.remove(`${certificates}/${made.id}`);
    expect(now(await look(api, id))).toMatchObject({
      id: "certificate",
      situation: "none",
      action: { method: "POST", path: `${certificates}/csr` },
    });

    const { body: requested } = await api.post(`${certificates}/csr`, { alias: "panaderia" });
    expect(now(await look(api, id))).toMatchObject({
      situation: "pending",
      action: { method: "PUT", path: `${certificates}/${requested.id}` },
    });

    const { certificate } = (await api.post("/v1/sandbox/certificates", { cuit, csr: requested.csr })).body;
    await api.put(`${certificates}/${requested.id}`, { certificate });
    expect((await look(api, id)).ready).toBe(true);
    expect((await api.post("/v1/invoices", SALE)).body.status).toBe("authorized");
  });

  test("where ARCA does not answer, that is said in words of ours, and none are put into its mouth", async () => {
    const api = await organization();
    const { id } = (await api.createIssuer()).body;
    await api.put("/v1/sandbox/faults", { faults: [{ operation: "LoginCms", kind: "http_503_html", count: 10 }] });
    expect(now(await look(api, id))).toMatchObject({
      id: "authorization",
      situation: "out_of_service",
      fault: null,
      trouble: {
        code: "ticket_unavailable",
        message: expect.stringContaining("ARCA's login"),
        message_es: expect.stringContaining("El acceso de ARCA"),
      },
    });
  });

  test("a computer that is in no service: the next click, and it is noticed once it was made", async () => {
    const api = await organization();
    const { id, cuit } = (await api.createIssuer({ cuit: "30888888159" })).body;
    const step = now(await look(api, id));
    expect(step).toMatchObject({
      id: "authorization",
      situation: "not_authorized",
      action: { method: "PUT", path: "/v1/sandbox/relations" },
    });
    expect(step?.fault).toEqual({ code: "coe.notAuthorized", message: "Computador no autorizado a acceder al servicio" });
    await api.put("/v1/sandbox/relations", { cuit, representative: cuit });
    await vi.waitFor(async () => expect((await look(api, id)).ready).toBe(true), { timeout: 10_000, interval: 500 });
  });

  test("a CUIT that has not delegated: who must do what, and it is noticed once it was done", async () => {
    const api = await organization();
    const holder = (await api.createIssuer()).body;
    const client = (await api.createIssuer({ represented_by: holder.id })).body;
    expect(client.represented_by).toBe(holder.id);
    expect((await api.get(`/v1/issuers/${client.id}/certificates`)).body.data).toEqual([]);
    const before = await look(api, client.id);
    expect(now(before)).toMatchObject({ id: "relation", situation: "representative_missing", fault: { code: "600" } });
    expect(now(before)?.detail_es).toContain(`La CUIT ${client.cuit} no le delegó el servicio a ${holder.cuit}`);
    await api.put("/v1/sandbox/relations", { cuit: client.cuit, representative: holder.cuit });
    await vi.waitFor(async () => expect((await look(api, client.id)).ready).toBe(true), { timeout: 10_000, interval: 500 });
    const invoice = await api.post("/v1/invoices", { ...SALE, issuer: client.id });
    expect(invoice).toMatchObject({ status: 201, body: { status: "authorized", issuer: client.id } });
    expect((await look(api, holder.id)).ready).toBe(true);
  });

  test("a CUIT without a point of sale", async () => {
    const api = await organization();
    const { id } = (await api.createIssuer({ cuit: "30888888167" })).body;
    expect(now(await look(api, id))).toMatchObject({ id: "point_of_sale", situation: "unlisted" });
  });

  test("a point of sale that is another's kind: which ones would do", async () => {
    const api = await organization();
    const { id } = (await api.createIssuer({ cuit: "30888888124" })).body;
    await api.call("PATCH", `/v1/issuers/${id}`, { body: JSON.stringify({ default_point_of_sale: 2 }) });
    const step = now(await look(api, id));
    expect(step).toMatchObject({ id: "point_of_sale", situation: "another", action: { method: "PATCH", path: `/v1/issuers/${id}` } });
    expect(step?.detail).toContain("these are: 1.");
  });

  test("a certificate that bears the name of the authority, and is not signed by it", async () => {
    const api = await organization();
    const { id, cuit } = (await api.createIssuer()).body;
    const { certificate, privateKey } = await ownCertificate(cuit, { issuerName: [["CN", "Computadores Sandbox"]] });
    expect((await api.post(`/v1/issuers/${id}/certificates`, { certificate, private_key: privateKey })).status).toBe(201);
    expect(now(await look(api, id))).toMatchObject({ id: "certificate", situation: "untrusted", fault: { code: "cms.cert.untrusted" } });
  });

  test("WSAA gives no second login so soon: when to ask again", async () => {
    const api = await organization();
    const { id } = (await api.createIssuer()).body;
    await api.put("/v1/sandbox/faults", { faults: [{ operation: "LoginCms", kind: "already_authenticated", count: 1 }] });
    const body = await look(api, id);
    expect(now(body)).toMatchObject({ id: "authorization", situation: "already_authenticated" });
    expect(Date.parse(body.next_check_at ?? "")).toBeGreaterThan(Date.parse(body.checked_at ?? ""));
    await vi.waitFor(async () => expect((await look(api, id)).ready).toBe(true), { timeout: 12_000, interval: 500 });
  });

  test("those who ask at the same time, or again at once, ask ARCA once", async () => {
    const api = await organization();
    const { id, cuit } = (await api.createIssuer({ environment: "homologation" })).body;
    const own = await ownCertificate(cuit);
    await api.post(`/v1/issuers/${id}/certificates`, { certificate: own.certificate, private_key: own.privateKey });
    await Promise.all(Array.from({ length: 8 }, () => look(api, id)));
    await look(api, id);
    const { calls } = await (await fetch(`${env.ARCA_URL}/ledger/${cuit}`)).json<{ calls: Record<string, number> }>();
    expect(calls).toEqual({ FECompUltimoAutorizado: 1, FEParamGetPtosVenta: 1 });
    expect(await (await fetch(`${env.ARCA_URL}/logins/${cuit}`)).text()).toBe("1");
  });
});

describe("at another ARCA", () => {
  const atHomologation = async () => {
    const api = await organization();
    const issuer = (await api.createIssuer({ environment: "homologation" })).body;
    const own = await ownCertificate(issuer.cuit);
    await api.post(`/v1/issuers/${issuer.id}/certificates`, { certificate: own.certificate, private_key: own.privateKey });
    const door = (next: Door) => fetch(`${env.ARCA_URL}/door/${issuer.cuit}`, { method: "PUT", body: JSON.stringify(next) });
    return { api, issuer, door };
  };

  test("the relation and the point of sale are noticed by themselves", { timeout: 60_000 }, async () => {
    const { api, issuer, door } = await atHomologation();
    await door({ login: "coe.notAuthorized" });
    const first = now(await look(api, issuer.id));
    expect(first).toMatchObject({ id: "authorization", link: { url: expect.stringContaining("wsass-homo.afip.gob.ar") } });
    expect(first?.detail_es).toContain("«Crear autorización a servicio»");
    await door({ related: false });
    await vi.waitFor(async () => expect(now(await look(api, issuer.id))).toMatchObject({ id: "relation", situation: "own_missing" }), {
      timeout: 25_000,
      interval: 1_000,
    });
    await door({ points: { 5: "CAE" } });
    await vi.waitFor(async () => expect(now(await look(api, issuer.id))).toMatchObject({ id: "point_of_sale", situation: "another" }), {
      timeout: 20_000,
      interval: 1_000,
    });
    await api.call("PATCH", `/v1/issuers/${issuer.id}`, { body: JSON.stringify({ default_point_of_sale: 5 }) });
    expect((await look(api, issuer.id)).ready).toBe(true);
  });

  test("an issuer that ARCA does not take for its CUIT issues nothing, and is told why", async () => {
    const { api, issuer, door } = await atHomologation();
    await door({ related: false });
    const refused = await api.post("/v1/invoices", SALE);
    expect(refused).toMatchObject({ status: 422, body: { error: { errors: [{ param: "issuer", code: "issuer_not_related" }] } } });
    expect(refused.body.error.errors[0].message).toContain(`GET /v1/issuers/${issuer.id}/onboarding`);
    expect(await failuresOfBatch(api)).toEqual(["issuer_not_related", "issuer_not_related"]);
    const stored = await asOwner()`select id from invoices where issuer_id = ${issuer.id}`;
    expect(stored).toEqual([]);
  });

  test("nobody issues for a CUIT by the ticket of another organization's certificate", async () => {
    const { api, issuer } = await atHomologation();
    expect((await api.post("/v1/invoices", SALE)).status).toBe(201);
    const [accepted] = await asOwner()`select accepted_certificate_id as id from issuers where id = ${issuer.id}`;
    expect(accepted?.["id"]).toMatch(/^crt_/);
    const thief = await organization();
    const same = (await thief.createIssuer({ environment: "homologation", cuit: issuer.cuit })).body;
    const own = await ownCertificate(issuer.cuit);
    await thief.post(`/v1/issuers/${same.id}/certificates`, { certificate: own.certificate, private_key: own.privateKey });
    await fetch(`${env.ARCA_URL}/door/${issuer.cuit}`, {
      method: "PUT",
      body: JSON.stringify({ login: "cms.cert.untrusted" } satisfies Door),
    });
    expect(await thief.post("/v1/invoices", SALE)).toMatchObject({
      status: 422,
      body: { error: { errors: [{ param: "issuer", code: "issuer_not_accepted" }] } },
    });
    expect(await failuresOfBatch(thief)).toEqual(["issuer_not_accepted", "issuer_not_accepted"]);
    expect((await api.post("/v1/invoices", SALE)).status).toBe(201);
  });

  test("nobody learns by a CUIT's name alone what it has issued", async () => {
    const { api, issuer } = await atHomologation();
    const today = fiscalDate(new Date());
    const yesterday = addDays(today, -1);
    expect((await api.post("/v1/invoices", { ...SALE, date: today })).status).toBe(201);
    const thief = await organization();
    const same = (await thief.createIssuer({ environment: "homologation", cuit: issuer.cuit })).body;
    const own = await ownCertificate(issuer.cuit);
    await thief.post(`/v1/issuers/${same.id}/certificates`, { certificate: own.certificate, private_key: own.privateKey });
    const codes = async (who: Pick<Api, "post">) =>
      (await who.post("/v1/invoices/validate", { ...SALE, date: yesterday })).body.findings.map(({ code }: { code: string }) => code);
    expect(await codes(api)).toContain("arca_10016");
    expect(await codes(thief)).not.toContain("arca_10016");
  });

  /** Why each of two sales in a batch has failed. */
  async function failuresOfBatch(who: Pick<Api, "get" | "post">): Promise<string[]> {
    const { body } = await who.post("/v1/invoices/batch", { invoices: [SALE, SALE] });
    return vi.waitFor(async () => {
      const { status, items } = (await who.get(`/v1/invoices/batches/${body.id}`)).body;
      expect(status).toBe("completed");
      return items.map((item: { error: { errors: { code: string }[] } }) => item.error.errors[0]?.code);
    }, 10_000);
  }
});

describe("to whom it is not", () => {
  test("another organization, the other mode, another scope, no such issuer", async () => {
    const api = await organization();
    const { id } = (await api.createIssuer()).body;
    for (const who of [await organization(), await api.addKey({ mode: "live" })]) {
      expect(await who.get(`/v1/issuers/${id}/onboarding`)).toMatchObject({
        status: 404,
        body: { error: { code: "not_found", param: "id" } },
      });
    }
    const blind = await api.addKey({ scopes: ["invoices:read", "invoices:write"] });
    expect(await blind.get(`/v1/issuers/${id}/onboarding`)).toMatchObject({ status: 403, body: { error: { code: "forbidden" } } });
    expect((await api.get("/v1/issuers/x/onboarding")).status).toBe(404);
  });

  test("the document's examples fit their schema", () => {
    for (const example of [ONBOARDING, READY]) expect(Onboarding.strict().safeParse(example).error).toBeUndefined();
  });
});
