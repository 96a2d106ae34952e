import { beforeAll, describe, expect, test } from "vitest";
import { addDays, fiscalDate } from "../../shared/dates.ts";
import { InvoiceValidation } from "../../shared/schemas/invoice-validation.ts";
import { COMPANY_INPUT, MINIMAL_INPUT } from "../../workers/api/examples.ts";
import { CREDIT_NOTE_INPUT, EXPORT_INPUT, FAILED_VALIDATION, FCE_INPUT, VALIDATION } from "../../workers/api/invoice-examples.ts";
import { organization } from "../support/organization.ts";
import { asOwner } from "../support/tenant.ts";

type Api = Awaited<ReturnType<typeof organization>>;

const today = fiscalDate(new Date());
let api: Api;
beforeAll(async () => {
  api = await organization();
  await api.createIssuer();
});

const validate = async (body: unknown, query = "") => {
  const answer = await api.post(`/v1/invoices/validate${query}`, body);
  expect(answer.status).toBe(200);
  expect(InvoiceValidation.strict().safeParse(answer.body).error).toBeUndefined();
  return answer.body;
};
const found = ({ findings }: { findings: { param: string; code: string; severity: string }[] }) =>
  findings.map(({ param, code, severity }) => `${severity} ${param} ${code}`);

describe("POST /v1/invoices/validate", () => {
  test("says what an invoice would be", async () => {
    expect(await validate(MINIMAL_INPUT)).toEqual({ ...VALIDATION, as_of: today });
    const { issuer: _, ...company } = COMPANY_INPUT;
    expect(await validate(company)).toMatchObject({ valid: true, type: "factura_a", totals: { total: "91571.00" } });
  });

  test.each([
    ["a nota", CREDIT_NOTE_INPUT, "nota_credito_b"],
    ["a Factura de Crédito", { ...FCE_INPUT, payment_due_on: addDays(today, 30) }, "fce_a"],
    ["an export", EXPORT_INPUT, "factura_e"],
  ])("finds nothing wrong with %s", async (_, body, type) => {
    expect(await validate(body)).toMatchObject({ valid: true, findings: [], type });
  });

  test("says all that ARCA would, at once", async () => {
    const result = await validate({
      type: "nota_credito_a",
      date: "2020-01-01",
      customer: { document_type: "dni", document_number: "30111222" },
      items: MINIMAL_INPUT.items,
      other_taxes: [{ code: 12, base: "1", rate: "1", amount: "1" }],
    });
    expect(result.valid).toBe(false);
    expect(found(result)).toEqual(
      expect.arrayContaining([
        "reject customer.document_type arca_10013",
        "reject date arca_10016",
        "reject other_taxes[0].code arca_10025",
        "reject associated_documents arca_10197",
        "reject type arca_10243",
      ]),
    );
    expect(result.findings.every(({ message, message_es }: { message: string; message_es: string }) => message && message_es)).toBe(true);
  });

  test("tells a remark from a refusal", async () => {
    const customer = { document_type: "cuit", document_number: "20111111112", iva_condition: "monotributo" };
    const result = await validate({ ...MINIMAL_INPUT, customer });
    expect([result.valid, found(result)]).toEqual([true, ["observe customer.iva_condition arca_10217"]]);
  });

  test("finds what issuing would be refused for, in the same words", async () => {
    const body = { ...MINIMAL_INPUT, type: "factura_a" };
    const { findings } = await validate(body);
    const refused = await api.post("/v1/invoices", body);
    expect(refused.status).toBe(422);
    const rejections = findings.flatMap(({ severity, ...problem }: { severity: string }) => (severity === "reject" ? [problem] : []));
    expect(rejections).toEqual(refused.body.error.errors);
  });

  test("asks the rules of another day", async () => {
    // RG 5700/2025: the sum from which a consumidor final must be identified rose on 2025-05-29.
    const body = { items: [{ description: "Horno", unit_price: "500000" }] };
    expect(await validate(body)).toMatchObject({ valid: true, as_of: today });
    const before = await validate(body, "?as_of=2025-05-28");
    expect(before).toMatchObject({ valid: false, as_of: "2025-05-28" });
    expect(found(before).join()).toContain("arca_10015");
    expect(await validate(body, "?as_of=2025-05-29")).toMatchObject({ valid: true });
  });

  test("issues and stores nothing", async () => {
    const other = await organization();
    await other.createIssuer();
    expect((await other.post("/v1/invoices/validate", { ...MINIMAL_INPUT, external_id: "x" })).status).toBe(200);
    const [count] = await asOwner()`select count(*)::int from invoices where organization_id = ${other.id}`;
    expect(count).toEqual({ count: 0 });
    expect((await other.post("/v1/invoices", { ...MINIMAL_INPUT, external_id: "x" })).body.number).toBe(1);
  });

  test.each([
    ["of form", { items: [] }, "", "items"],
    ["between fields", { ...MINIMAL_INPUT, customer: { document_type: "dni" } }, "", "customer.document_number"],
    ["of the query", MINIMAL_INPUT, "?as_of=2026-02-30", "as_of"],
    ["of another name in the query", MINIMAL_INPUT, "?day=2026-02-28", "day"],
  ])("leaves to 422 what cannot be read as an invoice: %s", async (_, body, query, param) => {
    const answer = await api.post(`/v1/invoices/validate${query}`, body);
    expect(answer).toMatchObject({ status: 422, body: { error: { code: "invalid_request", errors: [{ param }] } } });
  });

  test.each([
    ["passing", VALIDATION],
    ["failing", FAILED_VALIDATION],
  ])("the %s example of the document has no field that its schema does not know", (_, example) => {
    expect(InvoiceValidation.strict().safeParse(example).error).toBeUndefined();
  });
});
