import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Fault } from "../support/arca.ts";
import { ownCertificate } from "../support/imported.ts";
import { organization } from "../support/organization.ts";

const INPUT = { items: [{ description: "Pan de campo", unit_price: "2000.00" }] };

/** Through the public API alone, against a WSAA and a WSFEv1 that know nothing of the sandbox. */
describe("an issuer of homologation, with a certificate of its own", () => {
  let api: Awaited<ReturnType<typeof organization>>;
  let issuer: { id: string; cuit: string };

  beforeAll(async () => {
    api = await organization();
    issuer = (await api.createIssuer({ environment: "homologation" })).body;
    const { certificate, privateKey } = await ownCertificate(issuer.cuit);
    expect((await api.post(`/v1/issuers/${issuer.id}/certificates`, { certificate, private_key: privateKey })).status).toBe(201);
  });

  const ledger = async (lane: string) => {
    const { lanes } = await (
      await fetch(`${env.ARCA_URL}/ledger/${issuer.cuit}`)
    ).json<{ lanes: Record<string, { number: number; cae: string }[]> }>();
    return lanes[lane] ?? [];
  };
  const faults = (...list: Fault[]) => fetch(`${env.ARCA_URL}/faults/${issuer.cuit}`, { method: "PUT", body: JSON.stringify(list) });

  test("issues at once, and goes on numbering", async () => {
    const first = await api.post("/v1/invoices", INPUT);
    const second = await api.post("/v1/invoices", INPUT);
    expect(first).toMatchObject({ status: 201, body: { environment: "homologation", status: "authorized", number: 1, type: "factura_b" } });
    expect(second).toMatchObject({ status: 201, body: { number: 2 } });
    expect((await ledger("1-6")).map(({ cae }) => cae)).toEqual([first.body.cae, second.body.cae]);
    expect((await api.get(`/v1/invoices/${first.body.id}`)).body).toEqual(first.body);
  });

  test("sends ARCA the whole of a nota", async () => {
    const body = {
      ...INPUT,
      type: "nota_credito_b",
      associated_documents: [{ type: "factura_b", point_of_sale: 1, number: 1 }],
      other_taxes: [{ code: 7, description: "Percepción", base: "1652.89", rate: "3", amount: "49.59" }],
    };
    expect(await api.post("/v1/invoices", body)).toMatchObject({ status: 201, body: { number: 1, total: "2049.59" } });
    const answer = await fetch(`${env.ARCA_URL}/ledger/${issuer.cuit}`);
    const fields = (await answer.json<{ lanes: Record<string, { fields: string }[]> }>()).lanes["1-8"]?.[0]?.fields ?? "";
    expect(fields).toContain("<CbtesAsoc><CbteAsoc><Tipo>6</Tipo><PtoVta>1</PtoVta><Nro>1</Nro></CbteAsoc></CbtesAsoc>");
    expect(fields).toContain("<ImpTrib>49.59</ImpTrib>");
    expect(fields).toMatch(
      /<Tributo><Id>7<\/Id><Desc>Percepción<\/Desc><BaseImp>1652.89<\/BaseImp><Alic>3<\/Alic><Importe>49.59<\/Importe><\/Tributo>/,
    );
  });

  test("adopts what was authorized while the answer was lost", async () => {
    await faults("lost");
    const answer = await api.post("/v1/invoices", { ...INPUT, point_of_sale: 2 }, { Prefer: "respond-async" });
    await expect.poll(async () => (await api.get(`/v1/invoices/${answer.body.id}`)).body.status, { timeout: 10_000 }).toBe("authorized");
    const [only, ...others] = await ledger("2-6");
    expect(others).toEqual([]);
    expect((await api.get(`/v1/invoices/${answer.body.id}`)).body.cae).toBe(only?.cae);
  });

  test("tells ARCA's own words where it refuses", async () => {
    await faults("refused");
    const answer = await api.post("/v1/invoices", { ...INPUT, point_of_sale: 3 });
    expect(answer).toMatchObject({
      status: 422,
      body: { error: { code: "rejected_by_arca", arca: [{ arca_code: 10015, message_es: "DocNro" }] }, invoice: { status: "rejected" } },
    });
  });
});
