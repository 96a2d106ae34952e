import { beforeAll, describe, expect, test } from "vitest";
import { organization } from "../support/organization.ts";

interface Problem {
  readonly param: string;
  readonly code: string;
  readonly message: string;
  readonly message_es: string;
}

let api: Awaited<ReturnType<typeof organization>>;
beforeAll(async () => {
  api = await organization();
});

/** What is wrong with the body of an invoice. */
async function problems(body: unknown): Promise<Problem[]> {
  const answer = await api.post("/v1/invoices", body);
  expect(answer).toMatchObject({
    status: 422,
    body: { error: { code: "invalid_request", type: "invalid_request_error", retryable: false } },
  });
  return answer.body.error.errors;
}
const item = { description: "Pan", unit_price: "10" };
const pathsAndCodes = (found: Problem[]) => found.map(({ param, code }) => [param, code]);

describe("what is wrong with a request", () => {
  test("is said all at once, with paths and codes", async () => {
    const found = await problems({
      issuer: 7,
      date: "2026-02-30",
      customer: { document_type: "cedula", email: "nadie" },
      items: [item, { description: " ", unit_price: "-1", iva_rate: "22", discount: {}, colour: "red" }, { unit_price: 1.5 }, null],
      price_include_tax: true,
    });
    expect(pathsAndCodes(found)).toEqual([
      ["issuer", "invalid_type"],
      ["date", "calendar_date"],
      ["customer.document_type", "invalid_value"],
      ["customer.email", "invalid_format"],
      ["items[1].description", "too_small"],
      ["items[1].unit_price", "decimal"],
      ["items[1].iva_rate", "invalid_value"],
      ["items[1].discount.percent", "required"],
      ["items[1].colour", "unknown_field"],
      ["items[2].description", "required"],
      ["items[3]", "invalid_type"],
      ["price_include_tax", "unknown_field"],
    ]);
    expect(found.every(({ message, message_es }) => message && message_es && message !== message_es)).toBe(true);
  });

  test("is said in English and in Spanish", async () => {
    const [amount, wrongType, unknown] = await problems({ items: [{ ...item, unit_price: "1,5" }], prices_include_tax: "yes", extra: 1 });
    expect(amount).toMatchObject({
      message: 'Write a decimal number of at most 12 integer and 6 decimal digits, as a string: "1234.50".',
      message_es: 'Escribí un número de hasta 12 enteros y 6 decimales, como texto: "1234.50".',
    });
    expect(wrongType).toMatchObject({
      message: "Invalid input: expected boolean, received string",
      message_es: "Entrada inválida: se esperaba booleano, recibido texto",
    });
    expect(unknown).toMatchObject({ message: "There is no such field.", message_es: "No existe ese campo." });
  });

  test.each([
    [{ concept: 9 }, "concept", "products"],
    [{ concept: "things" }, "concept", "products_and_services"],
    [{ customer: { iva_condition: "ninguna" } }, "customer.iva_condition", "monotributo"],
  ])("a choice lists what there is to choose from: %j", async (fields, param, choice) => {
    const [problem] = await problems({ ...fields, items: [item] });
    expect(problem).toMatchObject({ param, code: "invalid_value", message: expect.stringContaining(`"${choice}"`) });
    expect(problem?.message_es).toContain(`"${choice}"`);
  });

  test.each([
    [{ type: "factura_z" }, "type"],
    [{ type: 14 }, "type"],
    [{ customer: { document_type: 50 } }, "customer.document_type"],
  ])("a choice of many is not listed: %j", async (fields, param) => {
    const [problem] = await problems({ ...fields, items: [item] });
    expect(problem).toMatchObject({ param, code: "invalid_value", message: expect.stringMatching(/^That is none of the \d+ values/) });
    expect(problem?.message_es).toMatch(/^No es ninguno de los \d+ valores/);
  });

  test.each([
    [{ items: [] }, "items", "too_small", "Give at least one.", "Indicá al menos uno."],
    [{ items: [{ ...item, description: "" }] }, "items[0].description", "too_small", "This cannot be empty.", "No puede estar vacío."],
    [{ external_id: "x".repeat(101) }, "external_id", "too_big", "Write at most 100 characters.", "Escribí 100 caracteres como máximo."],
    [{ activities: Array.from({ length: 101 }, () => 1) }, "activities", "too_big", "Give at most 100.", "Indicá 100 como máximo."],
    [{ point_of_sale: 0 }, "point_of_sale", "too_small", "Give 1 or more.", "Indicá 1 o más."],
    [{ point_of_sale: 99_999 }, "point_of_sale", "too_big", "Give 99998 or less.", "Indicá 99998 o menos."],
  ])("a limit is told in plain words: %#", async (fields, param, code, message, message_es) => {
    expect(await problems({ items: [item], ...fields })).toEqual([{ param, code, message, message_es }]);
  });

  test.each([
    [{ percent: "x" }, "items[0].discount.percent", "decimal"],
    [{ amount: true }, "items[0].discount.amount", "invalid_type"],
    [{ percent: "1", amount: "1" }, "items[0].discount.amount", "not_together"],
    [{ percent: "1", rate: "1" }, "items[0].discount.rate", "unknown_field"],
    [{ percent: [] }, "items[0].discount.percent", "invalid_type"],
    ["10%", "items[0].discount", "invalid_type"],
  ])("of two forms, the likelier one is spoken of: %j", async (discount, param, code) => {
    expect(pathsAndCodes(await problems({ items: [{ ...item, discount }] }))).toEqual([[param, code]]);
  });

  test.each([
    ["__proto__", '{"items": [{"description": "x", "unit_price": "1"}], "__proto__": {"mode": "live"}}'],
    ["organization_id", '{"items": [{"description": "x", "unit_price": "1"}], "organization_id": "org_x"}'],
    ["mode", '{"items": [{"description": "x", "unit_price": "1"}], "mode": "live"}'],
    ["items[0].constructor", '{"items": [{"description": "x", "unit_price": "1", "constructor": 1}]}'],
  ])("a field that is none is named: %s", async (param, body) => {
    expect(pathsAndCodes(await problems(body))).toEqual([[param, "unknown_field"]]);
  });

  test("in a query is said in the same way", async () => {
    const { status, body } = await api.get("/v1/invoices?limit=0&type=99&date_from=yesterday&sort=asc");
    expect(status).toBe(422);
    expect(pathsAndCodes(body.error.errors)).toEqual([
      ["limit", "too_small"],
      ["type", "invalid_value"],
      ["date_from", "calendar_date"],
      ["sort", "unknown_field"],
    ]);
  });

  test("is cut at a thousand", async () => {
    const keys = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, 1]));
    expect(await problems({ items: [item], ...keys })).toHaveLength(1000);
  });
});

describe("an Idempotency-Key of another form", () => {
  test.each(["", "a".repeat(256), "ñ", "a\tb"])("is refused: %j", async (key) => {
    const { post } = await organization();
    const answer = await post("/v1/invoices", { items: [item] }, { "idempotency-key": key });
    expect(answer).toMatchObject({ status: 422, body: { error: { code: "invalid_request" } } });
    expect(pathsAndCodes(answer.body.error.errors)).toEqual([
      ["Idempotency-Key", "idempotency_key_length"],
      ["issuer", "issuer_missing"],
    ]);
  });

  test.each([
    ["of form", { items: [{ ...item, colour: "red" }] }, [["items[0].colour", "unknown_field"]]],
    ["between fields", { items: [{ ...item, discount: { amount: "11" } }] }, [["items[0].discount", "discount_exceeds_line"]]],
    ["of ARCA's rules", { items: [item], date: "2020-01-01" }, [["date", "arca_10016"]]],
    ["none", { items: [item] }, []],
  ])("is told together with what is wrong with the body: %s", async (_, body, others) => {
    const { post, createIssuer } = await organization();
    await createIssuer();
    const answer = await post("/v1/invoices", body, { "idempotency-key": "" });
    expect(answer).toMatchObject({ status: 422, body: { error: { code: "invalid_request" } } });
    expect(pathsAndCodes(answer.body.error.errors)).toEqual([["Idempotency-Key", "idempotency_key_length"], ...others]);
  });
});
