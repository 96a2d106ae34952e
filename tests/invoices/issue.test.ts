import { describe, expect, test } from "vitest";
import { organization } from "../support/organization.ts";

const bread = { description: "Pan de campo", unit_price: "2000.00" };

describe("POST /v1/invoices", () => {
  test("a factura B to a consumidor final gets number 1 and a CAE from the sandbox", async () => {
    const api = await organization();
    await api.createIssuer();
    const { status, headers, body } = await api.post("/v1/invoices", { items: [bread] });
    expect(status).toBe(201);
    expect(headers.get("location")).toBe(`/v1/invoices/${body.id}`);
    expect(headers.get("server-timing")).toMatch(/^total;dur=[\d.]+, arca;desc="calls: 2";dur=[\d.]+$/);
    expect(body).toMatchObject({
      object: "invoice",
      status: "authorized",
      mode: "test",
      environment: "sandbox",
      type: "factura_b",
      type_code: 6,
      point_of_sale: 1,
      number: 1,
      cae: expect.stringMatching(/^9\d{13}$/),
      net: "1652.89",
      iva: [{ rate: "21", base: "1652.89", amount: "347.11" }],
      exempt: "0.00",
      not_taxed: "0.00",
      other_taxes_total: "0.00",
      total: "2000.00",
      currency: "ARS",
      observations: [],
      customer: { document_type: "none", document_number: null, iva_condition: "consumidor_final" },
      items: [{ ...bread, unit_price: "2000", quantity: "1", iva_rate: "21", amount: "2000.00" }],
    });
    expect(Date.parse(body.cae_expires_on) - Date.parse(body.date)).toBe(10 * 86_400_000);
  });

  test("it can be read back at once, and is in the list once Postgres has it", async () => {
    const api = await organization();
    await api.createIssuer();
    const created = await api.post("/v1/invoices", { items: [bread], external_id: "order-1", metadata: { shop: "7" } });
    expect(await api.get(`/v1/invoices/${created.body.id}`)).toMatchObject({ status: 200, body: created.body });
    await expect.poll(async () => (await api.get("/v1/invoices")).body.data, { timeout: 5_000 }).toEqual([created.body]);
    expect((await api.get(`/v1/invoices/${created.body.id}`)).body).toEqual(created.body);
  });

  test("auto picks the letter from both conditions", async () => {
    const api = await organization();
    await api.createIssuer();
    const customer = { document_type: "cuit", document_number: "30-50001091-2" };
    const types = [];
    for (const iva_condition of ["responsable_inscripto", "monotributo", "exento"]) {
      types.push((await api.post("/v1/invoices", { customer: { ...customer, iva_condition }, items: [bread] })).body.type);
    }
    expect(types).toEqual(["factura_a", "factura_a", "factura_b"]);
  });

  test("a monotributista issues C, without IVA", async () => {
    const api = await organization();
    await api.createIssuer({ iva_condition: "monotributo" });
    const { body } = await api.post("/v1/invoices", { items: [bread, { ...bread, iva_rate: "exempt" }] });
    expect(body).toMatchObject({ status: "authorized", type: "factura_c", type_code: 11, net: "4000.00", iva: [], total: "4000.00" });
  });

  test("a factura A to a monotributista is authorized with ARCA's observation, in two languages", async () => {
    const api = await organization();
    await api.createIssuer();
    const customer = { document_type: 80, document_number: "20999999000", iva_condition: 6 };
    const { body } = await api.post("/v1/invoices", { type: 1, customer, items: [bread] });
    expect(body.status).toBe("authorized");
    expect(body.observations).toMatchObject([{ arca_code: 10217, message_es: expect.stringContaining("credito fiscal") }]);
  });

  test("several rates, discounts and prices without tax", async () => {
    const api = await organization();
    await api.createIssuer();
    const { status, body } = await api.post("/v1/invoices", {
      concept: "products_and_services",
      customer: { document_type: "cuit", document_number: "30500010912", iva_condition: "responsable_inscripto" },
      prices_include_tax: false,
      items: [
        { description: "Harina", quantity: "2.5", unit_price: 100.1, iva_rate: "10.5" },
        { description: "Flete", unit_price: "1000", discount: { percent: "10" } },
        { description: "Libro", unit_price: "300", iva_rate: "exempt" },
        { description: "Seña", unit_price: "50", iva_rate: "not_taxed" },
        { description: "Luz", unit_price: "100", iva_rate: "27" },
        { description: "Fruta", unit_price: "100", iva_rate: "2.5", discount: { amount: "20" } },
        { description: "Diario", unit_price: "40", iva_rate: "5" },
        { description: "Muestra", unit_price: "10", iva_rate: "0" },
      ],
    });
    expect([status, body.error]).toEqual([201, undefined]);
    expect(body.iva).toEqual([
      { rate: "0", base: "10.00", amount: "0.00" },
      { rate: "2.5", base: "80.00", amount: "2.00" },
      { rate: "5", base: "40.00", amount: "2.00" },
      { rate: "10.5", base: "250.25", amount: "26.28" },
      { rate: "21", base: "900.00", amount: "189.00" },
      { rate: "27", base: "100.00", amount: "27.00" },
    ]);
    expect(body).toMatchObject({ net: "1380.25", exempt: "300.00", not_taxed: "50.00", total: "1976.53" });
    expect([body.service_from, body.service_to, body.payment_due_on]).toEqual([body.date, body.date, body.date]);
  });

  test("two organizations with the same CUIT have a sandbox each", async () => {
    const [one, two] = [await organization(), await organization()];
    for (const api of [one, two]) await api.createIssuer({ cuit: "30500010912" });
    const numbers = [one, two, one].map(async (api) => (await api.post("/v1/invoices", { items: [bread] })).body.number);
    expect((await Promise.all(numbers)).toSorted((a, b) => a - b)).toEqual([1, 1, 2]);
  });

  test("with several issuers, one must be named", async () => {
    const api = await organization();
    await api.createIssuer();
    const { body: second } = await api.createIssuer();
    expect((await api.post("/v1/invoices", { items: [bread] })).body.error).toMatchObject({
      code: "invalid_request",
      errors: [{ param: "issuer", code: "issuer_ambiguous" }],
    });
    expect((await api.post("/v1/invoices", { issuer: second.id, items: [bread] })).body).toMatchObject({
      status: "authorized",
      issuer: second.id,
    });
  });

  test("Prefer: respond-async answers at once, and the invoice goes on", async () => {
    const api = await organization();
    await api.createIssuer();
    const { status, headers, body } = await api.post("/v1/invoices", { items: [bread] }, { prefer: "respond-async" });
    expect(status).toBe(202);
    expect(body).toMatchObject({
      status: expect.stringMatching(/queued|sent/),
      number: null,
      next_attempt_at: expect.any(String),
      last_safe_moment: expect.any(String),
    });
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    await expect.poll(async () => (await api.get(`/v1/invoices/${body.id}`)).body.status, { timeout: 5_000 }).toBe("authorized");
  });
});

describe("what ARCA would refuse is refused before it is sent", () => {
  const refused = async (fields: Record<string, unknown>, issuer = {}) => {
    const api = await organization();
    await api.createIssuer(issuer);
    const { status, body } = await api.post("/v1/invoices", { items: [bread], ...fields });
    expect(status).toBe(422);
    expect((await api.get("/v1/invoices")).body.data).toEqual([]);
    return body.error;
  };

  test("all rules at once, each with ARCA's code, its field and two languages", async () => {
    const error = await refused({ type: "factura_a", date: "2026-01-02", customer: { document_type: "dni", document_number: "12345678" } });
    expect(error).toMatchObject({ type: "invalid_request_error", code: "invalid_invoice", retryable: false });
    expect(error.errors.map(({ arca_code, param }: { arca_code: number; param: string }) => [arca_code, param])).toEqual([
      [10013, "customer.document_type"],
      [10016, "date"],
      [10243, "type"],
    ]);
    for (const problem of error.errors) expect(problem.message).not.toBe(problem.message_es);
  });

  test.each([
    ["a consumidor final without document from 10,000,000 on", { items: [{ ...bread, unit_price: "10000000" }] }, {}, 10015],
    ["a letter that the issuer may not give", { type: "factura_b" }, { iva_condition: "exento" }, 10000],
    [
      "an amount beyond ARCA's 13 digits",
      { items: Array.from({ length: 11 }, () => ({ ...bread, unit_price: "999999999999" })) },
      {},
      10056,
    ],
  ])("%s", async (_, fields, issuer, code) => {
    expect((await refused(fields, issuer)).errors.map(({ arca_code }: { arca_code: number }) => arca_code)).toContain(code);
  });

  test("an issuer cannot invoice itself", async () => {
    const api = await organization();
    const { body: issuer } = await api.createIssuer();
    const customer = { document_type: "cuit", document_number: issuer.cuit, iva_condition: "responsable_inscripto" };
    const { body } = await api.post("/v1/invoices", { items: [bread], customer });
    expect(body.error.errors).toMatchObject([{ arca_code: 10069, param: "customer.document_number" }]);
  });

  test("a date before the last one of its point of sale and type", async () => {
    const api = await organization();
    await api.createIssuer();
    const { body: first } = await api.post("/v1/invoices", { items: [bread] });
    const dayBefore = new Date(Date.parse(first.date) - 86_400_000).toISOString().slice(0, 10);
    const { status, body } = await api.post("/v1/invoices", { items: [bread], date: dayBefore });
    expect(status).toBe(422);
    expect(body.error.errors).toMatchObject([{ arca_code: 10016, param: "date" }]);
  });
});

describe("what cannot be read as an invoice", () => {
  test.each([
    [{ customer: { document_type: "cuil", document_number: "20111111112" } }, "customer.iva_condition", "iva_condition_missing"],
    [
      { customer: { document_type: "cuit", document_number: "30500010913", iva_condition: "exento" } },
      "customer.document_number",
      "cuit_check_digit",
    ],
    [{ customer: { document_type: "dni" } }, "customer.document_number", "document_number_missing"],
    [{ customer: { document_number: "123" } }, "customer.document_number", "document_number_unexpected"],
    [{ customer: { document_type: "dni", document_number: "12A" } }, "customer.document_number", "document_number_digits"],
    [{ items: [{ ...bread, discount: { amount: "2000.01" } }] }, "items[0].discount", "discount_exceeds_line"],
    [{ issuer: "iss_nobody" }, "issuer", "issuer_unknown"],
  ])("%j", async (fields, param, code) => {
    const api = await organization();
    await api.createIssuer();
    const { status, body } = await api.post("/v1/invoices", { items: [bread], ...fields });
    expect([status, body.error.code]).toEqual([422, "invalid_request"]);
    expect(body.error.errors).toMatchObject([{ param, code }]);
  });
});
