import { describe, expect, test } from "vitest";
import { FCE_INPUT } from "../../workers/api/invoice-examples.ts";
import { COMPANY_INPUT, MINIMAL_INPUT } from "../../workers/api/examples.ts";
import { addDays, fiscalDate } from "../../shared/dates.ts";
import { organization } from "../support/organization.ts";

/** Codes that an issuer of that CUIT is told before anything is sent. */
async function told(issuer: Record<string, unknown>, body: object): Promise<number[]> {
  const api = await organization();
  expect((await api.createIssuer(issuer)).status).toBe(201);
  const { issuer: _, ...input } = { issuer: "", ...body };
  const answer = await api.post("/v1/invoices/validate", input);
  expect(answer.status).toBe(200);
  return answer.body.findings.map(({ arca_code }: { arca_code: number }) => arca_code);
}

const fce = { ...FCE_INPUT, payment_due_on: addDays(fiscalDate(new Date()), 30) };
const dollars = (exchange_rate: string) => ({ ...COMPANY_INPUT, currency: "USD", exchange_rate, same_currency_payment: false });
const policies = ["2901", "2902"].map((code) => ({ code, value: "1" }));
const exempt = { cuit: "30888888140", iva_condition: "exento" };

describe("in the sandbox an invoice is checked before it is sent by what ARCA has of its issuer", () => {
  test.each<[number[], Record<string, unknown>, object]>([
    [[10251], { cuit: "30888888116" }, fce],
    [[10005], { cuit: "30888888124" }, { ...COMPANY_INPUT, point_of_sale: 3 }],
    [[10277, 10278], { cuit: "30888888124" }, { ...COMPANY_INPUT, point_of_sale: 2 }],
    [[10279, 10279], { cuit: "30888888124" }, { ...COMPANY_INPUT, point_of_sale: 1, optionals: policies }],
    [[10282], { cuit: "30888888132" }, { ...COMPANY_INPUT, point_of_sale: 2, optionals: policies }],
    [[10096], exempt, { ...MINIMAL_INPUT, point_of_sale: 2 }],
    [[], exempt, { ...MINIMAL_INPUT, point_of_sale: 1 }],
    [[], { iva_condition: "exento" }, { ...MINIMAL_INPUT, point_of_sale: 2 }],
    [[10240], {}, dollars("1600")],
    [[10119], {}, dollars("20")],
    [[], {}, dollars("1500.5")],
    [[10223], {}, { ...COMPANY_INPUT, activities: [106120] }],
  ])("%j", async (codes, issuer, body) => {
    expect(await told(issuer, body)).toEqual(codes);
  });
});
