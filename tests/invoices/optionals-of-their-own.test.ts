import { beforeAll, describe, expect, test } from "vitest";
import { addDays, fiscalDate } from "../../shared/dates.ts";
import type { PatchOperation, Problem } from "../../shared/errors.ts";
import { FCE_INPUT } from "../../workers/api/invoice-examples.ts";
import { organization } from "../support/organization.ts";

type Json = Record<string, unknown>;

const today = fiscalDate(new Date());
const fceFactura = { ...FCE_INPUT, payment_due_on: addDays(today, 30) };
const { customer, items } = FCE_INPUT;
const fceNote = {
  type: "fce_nota_debito_a",
  customer,
  items,
  associated_documents: [{ type: "fce_a", point_of_sale: 1, number: 1, date: today }],
};

let api: Awaited<ReturnType<typeof organization>>;
beforeAll(async () => {
  api = await organization();
  await api.createIssuer();
});

const validate = (body: Json) => api.post("/v1/invoices/validate", body);

/** RFC 6902, as strict as a caller's library: what is removed must be there. */
function patched(body: Json, fix: readonly PatchOperation[]): Json {
  const result = structuredClone(body);
  for (const step of fix) {
    const parts = step.path.slice(1).split("/");
    const last = parts.pop() ?? "";
    const parent = parts.reduce<Json>((at, part) => at[part] as Json, result);
    if (step.op !== "add" && !Object.hasOwn(parent, last)) throw new Error(`nothing at ${step.path}`);
    if (step.op === "remove") delete parent[last];
    else parent[last] = step.value;
  }
  return result;
}

describe("an optional that has a field of its own", () => {
  test.each([
    ["22", "fce.annulment"],
    ["27", "fce.transfer_system"],
    ["2101", "fce.cbu"],
    [2102, "fce.alias"],
    ["91", "used_goods.seller_name"],
    ["92", "used_goods.seller_nationality"],
    ["93", "used_goods.seller_address"],
  ])("%s is refused among `optionals`", async (code, field) => {
    const body = {
      items,
      optionals: [
        { code: "5", value: "02" },
        { code, value: "S" },
      ],
    };
    for (const path of ["/v1/invoices", "/v1/invoices/validate"]) {
      expect(await api.post(path, body)).toMatchObject({
        status: 422,
        body: {
          error: {
            code: "invalid_request",
            errors: [
              {
                param: "optionals[1].code",
                code: "optional_has_own_field",
                message: `This optional has a field of its own: use \`${field}\`.`,
                message_es: `Ese opcional tiene un campo propio: usá \`${field}\`.`,
              },
            ],
          },
        },
      });
    }
  });
});

describe("the repair of an `fce` that does not belong there can be applied, all at once, and repairs it", () => {
  const { cbu, transfer_system } = FCE_INPUT.fce;

  test.each<[string, number, Json]>([
    [
      "a factura that is no Factura de Crédito",
      10169,
      { type: "factura_a", customer, items, fce: { cbu, alias: "mi.alias.cbu", transfer_system } },
    ],
    ["a factura that says whether it annuls", 10171, { ...fceFactura, fce: { ...FCE_INPUT.fce, annulment: false } }],
    ["a nota that says where it is paid", 10172, { ...fceNote, fce: { annulment: false, cbu, alias: "mi.alias.cbu", transfer_system } }],
  ])("%s: %i", async (_, code, body) => {
    const { body: before } = await validate(body);
    const found: Problem[] = before.findings.filter((finding: Problem) => finding.arca_code === code);
    const fixes = found.flatMap(({ fix = [] }) => fix);
    expect(fixes.length).toBeGreaterThan(0);
    const { body: after } = await validate(patched(body, fixes));
    expect(after.findings.map((finding: Problem) => finding.arca_code)).not.toContain(code);
    expect(after.type).toBe(before.type);
  });
});
