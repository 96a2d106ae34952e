import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { Catalog, CATALOG_TABLES } from "../../shared/schemas/catalog.ts";
import { organization } from "../support/organization.ts";

const read = async (api: Pick<Awaited<ReturnType<typeof organization>>, "get">, path: string) =>
  Catalog.parse((await api.get(`/v1/catalog/${path}`)).body);

describe("GET /v1/catalog/{table}", () => {
  test.each(CATALOG_TABLES)("%s is there before anybody asked ARCA", async (table) => {
    const catalog = await read(await organization(), table);
    expect(catalog).toMatchObject({ table, environment: "sandbox", source: "shipped", has_more: false, next_cursor: null });
    expect(catalog.data.length).toBeGreaterThan(1);
    expect(new Set(catalog.data.map(({ code }) => code)).size).toBe(catalog.data.length);
  });

  test.each(["comprobante_types", "receiver_conditions", "units"])(
    "%s comes from ARCA once an issuer's certificate can ask for it",
    async (table) => {
      const api = await organization();
      await api.createIssuer();
      const shipped = await read(api, table);
      let catalog = shipped;
      for (let attempt = 0; attempt < 40 && catalog.source === "shipped"; attempt++) {
        await scheduler.wait(100);
        catalog = await read(api, table);
      }
      expect(catalog.source).toBe("arca");
      expect(catalog.data).toEqual(shipped.data);
    },
  );

  test("what ARCA served reaches the rules, with what the sandbox has of an issuer", async () => {
    const api = await organization();
    await api.createIssuer();
    const parameters = env.ARCA_PARAMETERS.getByName(`sandbox:${api.id}`);
    expect((await parameters.facts("30888888116")).tables).toEqual({});
    for (let attempt = 0; attempt < 40 && (await read(api, "currencies")).source === "shipped"; attempt++) await scheduler.wait(100);
    const { tables, issuer } = await parameters.facts("30888888116");
    expect(tables.currencies?.map(({ id }) => id)).toContain("DOL");
    expect(issuer).toMatchObject({ traits: ["financial"], rates: { DOL: "1500.5" } });
  });

  test("codes bear this API's own names", async () => {
    const api = await organization();
    const names = async (table: string) => Object.fromEntries((await read(api, table)).data.map(({ code, name }) => [code, name]));
    expect(await names("comprobante_types")).toMatchObject({ 1: "factura_a", 6: "factura_b", 63: null });
    expect(await names("receiver_conditions")).toMatchObject({ 1: "responsable_inscripto", 5: "consumidor_final" });
    expect(await names("iva_rates")).toMatchObject({ 5: "21", 4: "10.5" });
    expect(await names("currencies")).toMatchObject({ PES: "ARS", DOL: "USD" });
    expect(await names("document_types")).toMatchObject({ 80: "cuit", 96: "dni" });
  });

  test("page by page", async () => {
    const api = await organization();
    const whole = await read(api, "other_taxes");
    const first = await read(api, "other_taxes?limit=4");
    const second = await read(api, `other_taxes?limit=100&cursor=${first.next_cursor}`);
    expect(first).toMatchObject({ has_more: true, data: { length: 4 } });
    expect([...first.data, ...second.data]).toEqual(whole.data);
  });

  test("what is not there, and who may not", async () => {
    const api = await organization();
    expect(await api.get("/v1/catalog/animals")).toMatchObject({ status: 404, body: { error: { code: "not_found", param: "table" } } });
    const foreign = await api.get("/v1/catalog/units?environment=production");
    expect(foreign).toMatchObject({ status: 422, body: { error: { errors: [{ param: "environment" }] } } });
    const lost = await api.get("/v1/catalog/units?cursor=nowhere");
    expect(lost).toMatchObject({ status: 422, body: { error: { errors: [{ param: "cursor", code: "cursor_invalid" }] } } });
    const { get } = await api.addKey({ scopes: ["issuers:read"] });
    expect(await get("/v1/catalog/units")).toMatchObject({ status: 403, body: { error: { code: "forbidden", param: "invoices:read" } } });
  });
});
