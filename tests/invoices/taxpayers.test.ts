import { beforeAll, describe, expect, test } from "vitest";
import { Taxpayer } from "../../shared/schemas/taxpayer.ts";
import { TAXPAYER } from "../../workers/api/taxpayer-example.ts";
import { TAXPAYERS } from "../../workers/sandbox/taxpayers/taxpayers.data.ts";
import { ownCertificate } from "../support/imported.ts";
import { organization } from "../support/organization.ts";
import { randomCuit } from "../support/submission.ts";

type Api = Awaited<ReturnType<typeof organization>>;

const items = [{ description: "Pan de campo", unit_price: "1210.00" }];
const cuitWith = (trait: string): string => TAXPAYERS.find(({ traits }) => (traits as readonly string[]).includes(trait))?.cuit ?? "";
const cuitOf = (condition: number): string => TAXPAYERS.find((one) => one.condition === condition && one.traits.length === 0)?.cuit ?? "";
const customer = (document_number: string, more = {}) => ({ customer: { document_type: "cuit", document_number, ...more }, items });

let api: Api;
let issuer: string;
beforeAll(async () => {
  api = await organization();
  issuer = (await api.createIssuer()).body.id;
});

describe("a customer known by its CUIT alone", () => {
  test.each([
    [1, "factura_a", "responsable_inscripto"],
    [6, "factura_a", "monotributo"],
    [4, "factura_b", "exento"],
  ])("of condición %i gets a %s", async (condition, type, iva_condition) => {
    const { status, body } = await api.post("/v1/invoices", customer(cuitOf(condition)));
    expect([status, body.type, body.customer.iva_condition]).toEqual([201, type, iva_condition]);
    expect(body.customer.name).toMatch(/\S/);
  });

  test("keeps the name that the caller gives", async () => {
    const { body } = await api.post("/v1/invoices", customer(cuitOf(1), { name: "Molinos" }));
    expect(body.customer.name).toBe("Molinos");
  });

  test("is not looked up where nothing is missing", async () => {
    const { status, body } = await api.post("/v1/invoices", customer(cuitOf(1), { iva_condition: "responsable_inscripto" }));
    expect([status, body.customer.name]).toEqual([201, null]);
  });

  test("is asked of the caller where the register does not tell", async () => {
    const answer = await api.post("/v1/invoices", customer(cuitWith("nonexistent")));
    expect(answer).toMatchObject({
      status: 422,
      body: { error: { code: "invalid_request", errors: [{ param: "customer.iva_condition", code: "iva_condition_missing" }] } },
    });
  });

  test("is asked of the caller where the register cannot be asked", async () => {
    const other = await organization();
    const { id, cuit } = (await other.createIssuer({ environment: "homologation" })).body;
    const { certificate, privateKey } = await ownCertificate(cuit);
    await other.post(`/v1/issuers/${id}/certificates`, { certificate, private_key: privateKey });
    const answer = await other.post("/v1/invoices", customer(cuitOf(1)));
    expect(answer).toMatchObject({ status: 422, body: { error: { errors: [{ param: "customer.iva_condition" }] } } });
    expect(await other.get(`/v1/taxpayers/${cuitOf(1)}`)).toMatchObject({ status: 503, body: { error: { code: "unavailable" } } });
  });
});

describe("GET /v1/taxpayers/{cuit}", () => {
  test("says who has it", async () => {
    const { status, body } = await api.get(`/v1/taxpayers/${TAXPAYER.cuit}`);
    expect(status).toBe(200);
    expect(Taxpayer.strict().safeParse(body).error).toBeUndefined();
    const { cuit, name, kind, state, iva_condition } = TAXPAYER;
    expect(body).toMatchObject({ cuit, name, kind, state, iva_condition, is_deceased: false });
    expect((await api.get(`/v1/taxpayers/${TAXPAYER.cuit}?issuer=${issuer}`)).body).toEqual(body);
  });

  test("takes dots and dashes", async () => {
    const written = TAXPAYER.cuit.replace(/^(..)(.{8})(.)$/, "$1-$2-$3");
    expect((await api.get(`/v1/taxpayers/${written}`)).body.cuit).toBe(TAXPAYER.cuit);
  });

  test.each(["x", "30500010911", cuitWith("nonexistent")])("finds nobody: %s", async (cuit) => {
    expect(await api.get(`/v1/taxpayers/${cuit}`)).toMatchObject({ status: 404, body: { error: { code: "not_found", param: "cuit" } } });
  });

  test("wants to know whose certificate asks, where there are several", async () => {
    const other = await organization();
    const none = await other.get(`/v1/taxpayers/${randomCuit()}`);
    expect(none).toMatchObject({ status: 422, body: { error: { errors: [{ param: "issuer", code: "issuer_missing" }] } } });
    await other.createIssuer();
    await other.createIssuer();
    const two = await other.get(`/v1/taxpayers/${randomCuit()}`);
    expect(two).toMatchObject({ status: 422, body: { error: { errors: [{ param: "issuer", code: "issuer_ambiguous" }] } } });
  });
});
