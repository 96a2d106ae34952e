import { beforeAll, describe, expect, test } from "vitest";
import { addDays, fiscalDate } from "../../shared/dates.ts";
import { Invoice } from "../../shared/schemas/invoice.ts";
import { CREDIT_NOTE_INPUT, EXPORT_INPUT, FCE_INPUT } from "../../workers/api/invoice-examples.ts";
import { organization } from "../support/organization.ts";

type Api = Awaited<ReturnType<typeof organization>>;

const today = fiscalDate(new Date());
const items = [{ description: "Pan de campo", unit_price: "1210.00" }];
const company = { document_type: "cuit", document_number: "30500010912", iva_condition: "responsable_inscripto", name: "Sur SA" };
/** In the sandbox's register a company that is given Facturas de Crédito. */
const large = { ...company, document_number: "30888888051" };
const person = { document_type: "dni", document_number: "30111222" };
const factura = (type: string) => [{ type, point_of_sale: 1, number: 1, date: today }];

async function withIssuer(iva_condition: string): Promise<Api> {
  const api = await organization();
  await api.createIssuer({ iva_condition });
  return api;
}

/** Issued, and found again as it was answered. */
async function issued(api: Api, body: Record<string, unknown>) {
  const answer = await api.post("/v1/invoices", { items, ...body });
  expect([answer.status, answer.body.error?.errors, answer.body.error?.arca]).toEqual([201, undefined, undefined]);
  expect(Invoice.strict().safeParse(answer.body).error).toBeUndefined();
  expect((await api.get(`/v1/invoices/${answer.body.id}`)).body).toEqual(answer.body);
  return answer.body;
}

describe("a responsable inscripto issues", () => {
  let api: Api;
  beforeAll(async () => {
    api = await withIssuer("responsable_inscripto");
  });

  test.each([
    ["a", company],
    ["b", person],
    ["a_leyenda", company],
  ] as const)("factura, recibo and notas of letter %s", async (letter, customer) => {
    const first = await issued(api, { type: `factura_${letter}`, customer });
    expect(first).toMatchObject({ type: `factura_${letter}`, number: 1, net: "1000.00", total: "1210.00" });
    expect(await issued(api, { type: `recibo_${letter}`, customer })).toMatchObject({ number: 1 });
    for (const kind of ["nota_debito", "nota_credito"]) {
      const note = await issued(api, { type: `${kind}_${letter}`, customer, associated_documents: factura(`factura_${letter}`) });
      expect(note.associated_documents).toEqual([{ type: `factura_${letter}`, point_of_sale: 1, number: 1, date: today, cuit: null }]);
    }
  });

  test("a nota over a period in place of a comprobante", async () => {
    const period = { from: addDays(today, -20), to: addDays(today, -1) };
    expect(await issued(api, { type: "nota_credito_b", customer: person, associated_period: period })).toMatchObject({
      associated_period: period,
    });
  });

  test("other taxes on top, with their own texts", async () => {
    const other_taxes = [{ code: 99, description: "Tasa municipal", base: 1000, rate: "0.5", amount: "5" }];
    expect(await issued(api, { customer: person, other_taxes })).toMatchObject({
      other_taxes: [{ code: 99, description: "Tasa municipal", base: "1000.00", rate: "0.5", amount: "5.00" }],
      other_taxes_total: "5.00",
      total: "1215.00",
    });
  });

  test.each(["USD", "DOL"])("in dollars, written %s", async (currency) => {
    const invoice = await issued(api, { customer: company, currency, exchange_rate: "1432.5", same_currency_payment: false });
    expect(invoice).toMatchObject({ currency: "USD", exchange_rate: "1432.5", same_currency_payment: false, total: "1210.00" });
  });

  test("in dollars that are paid in dollars, at the rate that ARCA knows", async () => {
    const invoice = await issued(api, { customer: company, currency: "USD", same_currency_payment: true });
    expect(invoice).toMatchObject({ exchange_rate: null, same_currency_payment: true });
  });

  test("used goods that it buys of a private person", async () => {
    const used_goods = { seller_name: "Ana Pérez", seller_nationality: "AR", seller_address: "Mitre 1, Rosario" };
    const invoice = await issued(api, { type: "bien_usado", customer: person, used_goods });
    expect(invoice).toMatchObject({ type_code: 49, used_goods, net: "1000.00" });
  });

  test("a Factura de Crédito, and its notas", async () => {
    const fce = await issued(api, { ...FCE_INPUT, customer: large, payment_due_on: addDays(today, 30) });
    expect(fce).toMatchObject({ type: "fce_a", other_taxes_total: "222000.00", fce: { cbu: FCE_INPUT.fce.cbu, annulment: null } });
    const note = { customer: large, associated_documents: [{ type: "fce_a", point_of_sale: 1, number: fce.number, date: today }] };
    const credit = await issued(api, { ...note, type: "fce_nota_credito_a" });
    expect(credit.associated_documents[0].cuit).not.toBeNull();
    expect(credit.fce).toBeNull();
    await issued(api, { ...note, type: "fce_nota_debito_a" });
  });

  test("several at once: each in a call of its own, since ARCA takes no two Facturas de Crédito together (10003)", async () => {
    const bodies = Array.from({ length: 4 }, () => ({ ...FCE_INPUT, customer: large, payment_due_on: addDays(today, 30) }));
    const invoices = await Promise.all(bodies.map((body) => issued(api, body)));
    expect(new Set(invoices.map(({ number }) => number)).size).toBe(4);
  });

  test("with optionals, buyers and activities", async () => {
    const second = { document_type: "cuit", document_number: "20111111112" };
    const buyers = [
      { document_type: "cuit", document_number: company.document_number, percent: "60" },
      { ...second, percent: 40 },
    ];
    expect(await issued(api, { customer: company, buyers })).toMatchObject({
      buyers: [
        { document_number: company.document_number, percent: "60" },
        { document_number: second.document_number, percent: "40" },
      ],
    });
    const optionals = [{ code: 5, value: "02" }];
    expect(await issued(api, { customer: company, optionals })).toMatchObject({ optionals: [{ code: "5", value: "02" }] });
  });

  test("an export of services, in an order of its own", async () => {
    const first = await issued(api, EXPORT_INPUT);
    expect(first).toMatchObject({
      type: "factura_e",
      type_code: 19,
      number: 1,
      concept: "services",
      payment_due_on: today,
      iva: [],
      total: "2500.00",
      currency: "USD",
      customer: { iva_condition: "cliente_exterior" },
      export: { country: "BR", kind: "services", language: "en", incoterm: null, payment_terms: "30 days", permits: [] },
    });
    expect(await issued(api, EXPORT_INPUT)).toMatchObject({ number: 2 });
    const note = { ...EXPORT_INPUT, type: "nota_credito_e", associated_documents: [{ type: "factura_e", point_of_sale: 1, number: 1 }] };
    expect(await issued(api, note)).toMatchObject({ type_code: 21, number: 1 });
  });

  test("an export that is paid in its own currency, without a rate", async () => {
    const { exchange_rate: _, ...rest } = EXPORT_INPUT;
    const paid = { ...rest, same_currency_payment: true };
    expect((await api.post("/v1/invoices/validate", paid)).body).toMatchObject({ valid: true, findings: [] });
    expect(await issued(api, paid)).toMatchObject({ currency: "USD", exchange_rate: null, same_currency_payment: true });
    const unsaid = await api.post("/v1/invoices", { ...rest, same_currency_payment: false });
    expect(unsaid).toMatchObject({ status: 422, body: { error: { errors: [{ param: "exchange_rate", code: "exchange_rate_missing" }] } } });
  });

  test("to a fondo común de inversión, by its number", async () => {
    const customer = { document_type: "fci", document_number: "123", iva_condition: "iva_no_alcanzado" };
    expect(await issued(api, { customer })).toMatchObject({ type: "factura_b", customer });
    const [byNumber] = (
      await api.post("/v1/invoices/validate", { items, customer: { ...customer, document_type: 31, document_number: "12345" } })
    ).body.findings;
    expect(byNumber).toMatchObject({ param: "customer.document_number", code: "arca_10271" });
  });

  test("an export of goods, with its permits, discount and units", async () => {
    const goods = {
      ...EXPORT_INPUT,
      items: [{ description: "Miel", quantity: "2.5", unit: "t", unit_price: "1000", discount: { percent: "10" }, sku: "MIEL" }],
      export: {
        country: "203",
        kind: 1,
        language: "pt",
        incoterm: "FOB",
        payment_terms: "30 dias",
        permits: [{ number: "99999AAXX999999A" }],
      },
    };
    expect(await issued(api, goods)).toMatchObject({
      concept: "products",
      payment_due_on: null,
      total: "2250.00",
      export: { country: "203", kind: "goods", language: "pt", permits: [{ number: "99999AAXX999999A", country: "203" }] },
    });
  });

  test("the nota of the document's example", async () => {
    expect(await issued(api, CREDIT_NOTE_INPUT)).toMatchObject({ type: CREDIT_NOTE_INPUT.type });
  });
});

describe("a monotributista issues", () => {
  let api: Api;
  beforeAll(async () => {
    api = await withIssuer("monotributo");
  });

  test("C, its notas, and other taxes on it", async () => {
    const other_taxes = [{ code: 7, description: "IIBB", base: "1210.00", rate: "1", amount: "12.10" }];
    expect(await issued(api, { other_taxes })).toMatchObject({ type: "factura_c", net: "1210.00", iva: [], total: "1222.10" });
    expect(await issued(api, { type: "nota_debito_c", associated_documents: factura("factura_c") })).toMatchObject({ number: 1 });
    expect(await issued(api, { type: 15 })).toMatchObject({ type: "recibo_c" });
  });

  test("used goods, all of it not taxed", async () => {
    const used_goods = { seller_name: "John Doe", seller_nationality: "US", seller_address: "Mitre 1, Rosario" };
    const customer = { document_type: "passport", document_number: "123456", iva_condition: "consumidor_final" };
    expect(await issued(api, { type: "bien_usado", customer, used_goods })).toMatchObject({
      net: "0.00",
      not_taxed: "1210.00",
      total: "1210.00",
    });
  });

  test("no A, and is told what it may", async () => {
    const { status, body } = await api.post("/v1/invoices", {
      items,
      type: "nota_credito_a",
      customer: company,
      associated_documents: factura("factura_a"),
    });
    expect([status, body.error.code]).toEqual([422, "invalid_invoice"]);
    const found = body.error.errors.find(({ arca_code }: { arca_code: number }) => arca_code === 10000);
    expect(found).toMatchObject({
      param: "type",
      message: expect.stringContaining("nota_credito_c"),
      fix: [{ op: "replace", path: "/type", value: "nota_credito_c" }],
    });
  });
});

describe("an export is refused", () => {
  test("with all that WSFEXv1 would miss, at once", async () => {
    const api = await withIssuer("responsable_inscripto");
    const { customer: _, exchange_rate: __, ...rest } = EXPORT_INPUT;
    const body = {
      ...rest,
      date: addDays(today, -6),
      export: { country: "BR", kind: "goods", language: "es" },
      other_taxes: [{ code: 7, description: "IIBB", base: "1", rate: "1", amount: "0.01" }],
    };
    const { status, body: answer } = await api.post("/v1/invoices", body);
    expect([status, answer.error.code]).toEqual([422, "invalid_invoice"]);
    expect(answer.error.errors.map(({ param, code }: { param: string; code: string }) => `${param}: ${code}`)).toEqual([
      "date: export_date",
      "customer.name: export_customer",
      "customer.address: export_customer",
      "customer.document_number: export_customer",
      "exchange_rate: exchange_rate_missing",
      "export.payment_terms: export_payment_terms",
      "export.incoterm: export_incoterm",
      "other_taxes: not_on_export",
    ]);
  });

  test.each([
    ["factura_e without export", { ...EXPORT_INPUT, export: undefined }, "required"],
    ["export on another type", { items, export: EXPORT_INPUT.export }, "export_unexpected"],
    ["a country that is none", { ...EXPORT_INPUT, export: { ...EXPORT_INPUT.export, country: "ZZ" } }, "country_unknown"],
  ])("%s", async (_, body, code) => {
    const api = await withIssuer("responsable_inscripto");
    const answer = await api.post("/v1/invoices", body);
    expect(answer).toMatchObject({ status: 422, body: { error: { code: "invalid_request", errors: [{ code }] } } });
  });

  test("with ARCA's own reason, where only ARCA knows it", async () => {
    const api = await withIssuer("responsable_inscripto");
    const answer = await api.post("/v1/invoices", { ...EXPORT_INPUT, exchange_rate: "1" });
    expect(answer).toMatchObject({
      status: 422,
      body: { error: { code: "rejected_by_arca", arca: [{ code: "arca_fex_2053", arca_code: 2053 }] } },
    });
    expect(await issued(api, EXPORT_INPUT)).toMatchObject({ number: 1 });
  });
});

describe("an invoice that may be dated anew", () => {
  test("is, where ARCA no longer takes its date", async () => {
    const api = await withIssuer("responsable_inscripto");
    const old = addDays(today, -6);
    expect(await issued(api, { date: old, allow_redate: true })).toMatchObject({ date: today, allow_redate: true });
    const refused = await api.post("/v1/invoices", { items, date: old });
    expect(refused).toMatchObject({ status: 422, body: { error: { errors: [{ param: "date", arca_code: 10016 }] } } });
  });
});
