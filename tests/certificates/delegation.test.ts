import { beforeAll, describe, expect, test } from "vitest";
import { ownCertificate } from "../support/imported.ts";
import { organization } from "../support/organization.ts";
import { asOwner } from "../support/tenant.ts";

type Organization = Awaited<ReturnType<typeof organization>>;
type Issuer = { id: string; cuit: string };

const SALE = { items: [{ description: "Pan", unit_price: "1210.00" }] };

describe("an issuer that another one represents", () => {
  let api: Organization;
  let accountant: Issuer;
  beforeAll(async () => {
    api = await organization();
    accountant = (await api.createIssuer()).body;
  });
  const change = (id: string, body: object) => api.call("PATCH", `/v1/issuers/${id}`, { body: JSON.stringify(body) });
  const codes = ({ status, body }: { status: number; body: any }) => [status, body.error?.errors?.map((one: any) => [one.param, one.code])];

  test("one certificate issues for several CUITs", async () => {
    const clients: Issuer[] = [];
    for (let i = 0; i < 3; i++) {
      const { body } = await api.createIssuer({ represented_by: accountant.id });
      await api.put("/v1/sandbox/relations", { cuit: body.cuit, representative: accountant.cuit });
      clients.push(body);
    }
    const sales = await Promise.all(clients.map(({ id }) => api.post("/v1/invoices", { ...SALE, issuer: id })));
    expect(sales.map(({ body }) => [body.status, body.issuer, body.number])).toEqual(clients.map(({ id }) => ["authorized", id, 1]));
    const rows = await asOwner()`select id from certificates where organization_id = ${api.id}`;
    expect(rows).toHaveLength(1);
  });

  test("its own certificate comes before the representative's, and the representative's after it", async () => {
    const { body: client } = await api.createIssuer();
    expect((await change(client.id, { represented_by: accountant.id })).body.represented_by).toBe(accountant.id);
    expect((await api.post("/v1/invoices", { ...SALE, issuer: client.id })).body.status).toBe("authorized");
    const told = await asOwner()`select actor, payload from audit_log where action = 'issuer.updated' and target = ${client.id}`;
    expect(told).toMatchObject([{ actor: api.keyId, payload: expect.stringContaining(accountant.id) }]);
    const path = `/v1/issuers/${client.id}/certificates`;
    const [own] = (await api.get(path)).body.data;
    await api.remove(`${path}/${own.id}`);
    const { steps } = (await api.get(`/v1/issuers/${client.id}/onboarding`)).body;
    expect(steps.find(({ status }: any) => status === "now")).toMatchObject({ id: "relation", situation: "representative_missing" });
    expect((await change(client.id, { represented_by: null })).body).not.toHaveProperty("represented_by");
    expect(codes(await api.post("/v1/invoices", { ...SALE, issuer: client.id }))).toEqual([
      422,
      [["issuer", "issuer_without_certificate"]],
    ]);
  });

  test("is refused where it makes no sense", async () => {
    const { body: homologation } = await api.createIssuer({ environment: "homologation" });
    const { body: client } = await api.createIssuer({ represented_by: accountant.id });
    const stranger = (await (await organization()).createIssuer()).body;
    const refused = (code: string) => [422, [["represented_by", code]]];
    expect(codes(await change(client.id, { represented_by: client.id }))).toEqual(refused("representative_unknown"));
    expect(codes(await change(client.id, { represented_by: stranger.id }))).toEqual(refused("representative_unknown"));
    expect(codes(await change(client.id, { represented_by: "x" }))).toEqual(refused("representative_unknown"));
    expect(codes(await change(client.id, { represented_by: homologation.id }))).toEqual(refused("representative_elsewhere"));
    expect(codes(await change(homologation.id, { represented_by: accountant.id }))).toEqual(refused("representative_elsewhere"));
    expect(codes(await change(accountant.id, { represented_by: (await api.createIssuer()).body.id }))).toEqual(
      refused("issuer_represents_others"),
    );
    expect(codes(await api.createIssuer({ represented_by: client.id }))).toEqual(refused("representative_represented"));
    expect(codes(await api.createIssuer({ represented_by: stranger.id }))).toEqual(refused("representative_unknown"));
    expect(codes(await change(client.id, { default_point_of_sale: 99_999 }))).toEqual([422, [["default_point_of_sale", "too_big"]]]);
    expect(codes(await change(client.id, { cuit: "30500010912" }))).toEqual([422, [["cuit", "unknown_field"]]]);
    expect((await change(client.id, {})).body.represented_by).toBe(accountant.id);
  });

  test("the database lets no issuer be represented by another organization's", async () => {
    const other = await organization();
    const foreign = (await other.createIssuer()).body;
    await expect(asOwner()`update issuers set represented_by = ${foreign.id} where id = ${accountant.id}`).rejects.toMatchObject({
      code: "23503",
    });
  });

  test("a representative's certificate may be the issuer's own, too", async () => {
    const holder = (await api.createIssuer({ environment: "homologation" })).body;
    const client = (await api.createIssuer({ environment: "homologation", represented_by: holder.id })).body;
    const { steps } = (await api.get(`/v1/issuers/${client.id}/onboarding`)).body;
    expect(steps[0]).toMatchObject({
      status: "now",
      situation: "representative_has_none",
      action: { path: `/v1/issuers/${holder.id}/onboarding` },
    });
    const own = await ownCertificate(holder.cuit);
    await api.post(`/v1/issuers/${holder.id}/certificates`, { certificate: own.certificate, private_key: own.privateKey });
    const sale = await api.post("/v1/invoices", { ...SALE, issuer: client.id });
    expect([sale.status, sale.body.status, sale.body.environment]).toEqual([201, "authorized", "homologation"]);
  });
});

describe("/v1/sandbox/relations", () => {
  test("are made, listed and cleared, by organization", async () => {
    const api = await organization();
    const relation = { cuit: "30500010912", representative: "20999999000" };
    expect(await api.put("/v1/sandbox/relations", relation)).toMatchObject({
      status: 200,
      body: { object: "sandbox_relations", relations: [relation] },
    });
    await api.put("/v1/sandbox/relations", relation);
    expect((await api.get("/v1/sandbox/relations")).body.relations).toEqual([relation]);
    expect((await (await organization()).get("/v1/sandbox/relations")).body.relations).toEqual([]);
    expect((await api.remove("/v1/sandbox/relations")).body.relations).toEqual([]);
    expect((await api.get("/v1/sandbox/relations")).body.relations).toEqual([]);
  });

  test("are refused to who may not, and for what is no CUIT", async () => {
    const api = await organization();
    expect(await api.put("/v1/sandbox/relations", { cuit: "30500010911" })).toMatchObject({
      status: 422,
      body: {
        error: {
          errors: [
            { param: "cuit", code: "cuit_check_digit" },
            { param: "representative", code: "required" },
          ],
        },
      },
    });
    const [reader, live] = [await api.addKey({ scopes: ["issuers:read"] }), await api.addKey({ mode: "live" })];
    expect((await reader.put("/v1/sandbox/relations", { cuit: "30500010912", representative: "20999999000" })).status).toBe(403);
    expect((await reader.remove("/v1/sandbox/relations")).status).toBe(403);
    expect((await live.get("/v1/sandbox/relations")).status).toBe(403);
    expect((await (await api.addKey({ scopes: ["invoices:read"] })).get("/v1/sandbox/relations")).status).toBe(403);
  });
});
