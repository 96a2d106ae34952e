import { describe, expect, test } from "vitest";
import type { PatchOperation } from "../../shared/errors.ts";
import { checkDetail, findingProblem, type Subject } from "../../workers/invoicing/rules/index.ts";
import { arcaProblem } from "../../workers/invoicing/rules/problems.ts";
import {
  alquiler,
  bienUsado,
  carne,
  type Change,
  compradores,
  edit,
  facturaA,
  facturaB,
  fceA,
  fceNotaCreditoA,
  ISSUER,
  knowing,
  dolares,
  notaCreditoA,
  percepcion,
  periodo,
  servicios,
} from "./comprobantes.ts";

const found = (subject: Subject, code: number) => checkDetail(subject).filter((finding) => finding.code === code);
const TAX = { Id: 99, BaseImp: "1000.00", Alic: "3.00", Importe: "15.00" };

describe("a finding says where in the caller's body", () => {
  test.each<[number, Subject, Change, string]>([
    [10016, facturaA, { CbteFch: "20261101" }, "date"],
    [10037, facturaA, { MonId: "USD" }, "currency"],
    [10042, percepcion, { Tributos: [{ ...TAX, Id: 7, Desc: "x" }, TAX] }, "other_taxes[1].description"],
    [10040, notaCreditoA, { CbtesAsoc: [{ Tipo: 6, PtoVta: 1, Nro: 7 }] }, "associated_documents[0].type"],
    [10139, compradores, { Compradores: [{ DocTipo: 80, DocNro: "123", Porcentaje: "60" }] }, "buyers[0].document_number"],
    [10221, carne, { Actividades: [{ Id: "101011" }, { Id: "101011" }] }, "activities[1]"],
    [10206, periodo, { PeriodoAsoc: { FchDesde: "20050101", FchHasta: "20261101" } }, "associated_period.from"],
    [10168, fceA, { Opcionales: [{ Id: "27", Valor: "SCA" }] }, "fce.cbu"],
    [
      10215,
      fceA,
      {
        Opcionales: [
          { Id: "2101", Valor: "1" },
          { Id: "27", Valor: "XYZ" },
        ],
      },
      "fce.transfer_system",
    ],
    [10077, bienUsado, { Opcionales: [{ Id: "91", Valor: " " }] }, "used_goods.seller_name"],
    [
      10125,
      alquiler,
      {
        Opcionales: [
          { Id: "17", Valor: "1" },
          { Id: "1801", Valor: "1" },
        ],
      },
      "optionals[1].value",
    ],
    [
      10189,
      fceA,
      {
        Opcionales: [
          { Id: "2101", Valor: "1" },
          { Id: "23", Valor: "x".repeat(51) },
        ],
      },
      "optionals[0].value",
    ],
    [10048, facturaA, { ImpTotal: "1.00" }, "items"],
  ])("%i", (code, subject, change, param) => {
    expect(found(edit(subject, change), code).map((finding) => finding.param)).toEqual([param]);
  });

  test("each place that is wrong is a finding of its own", () => {
    const two = edit(percepcion, {
      Tributos: [
        { ...TAX, Id: 10 },
        { ...TAX, Id: 11 },
      ],
    });
    expect(found(two, 10025)).toMatchObject([
      { index: 0, param: "other_taxes[0].code", fields: ["Tributos.Id"] },
      { index: 1, param: "other_taxes[1].code", fields: ["Tributos.Id"] },
    ]);
  });

  test("in both languages, without gaps, with ARCA's code", () => {
    const [finding] = found(edit(facturaA, { DocTipo: 96, DocNro: "30111222" }), 10013);
    expect(finding && findingProblem(finding)).toEqual({
      param: "customer.document_type",
      code: "arca_10013",
      arca_code: 10013,
      message: "A comprobante of letter A needs the customer's CUIT.",
      message_es: "Un comprobante de letra A necesita el CUIT del cliente.",
    });
  });
});

describe("a finding says how to repair the body", () => {
  const official = { officialRate: () => "1480.5" };
  const steps = (op: PatchOperation["op"], path: string, value?: string | boolean) => [
    value === undefined ? { op, path } : { op, path, value },
  ];

  test.each<[number, Subject, unknown]>([
    [10016, edit(facturaA, { CbteFch: "20261101" }), steps("replace", "/date", "2026-11-24")],
    [10031, edit(servicios, { FchServDesde: undefined }), steps("add", "/service_from", "2026-11-24")],
    [10035, edit(servicios, { FchVtoPago: undefined }), steps("add", "/payment_due_on", "2026-11-24")],
    [10036, edit(servicios, { FchVtoPago: "20261120" }), steps("add", "/payment_due_on", "2026-11-24")],
    [10039, edit(facturaA, { MonCotiz: "2" }), steps("replace", "/exchange_rate", "1")],
    [10042, edit(fceA, { Tributos: [{ ...TAX, Id: 7 }] }), steps("add", "/other_taxes/0/description", "Percepción de IIBB")],
    [
      10060,
      edit(notaCreditoA, {
        CbtesAsoc: [
          { Tipo: 1, PtoVta: 1, Nro: 7 },
          { Tipo: 1, PtoVta: 1, Nro: 7 },
        ],
      }),
      steps("remove", "/associated_documents/1"),
    ],
    [10085, edit(bienUsado, { Concepto: 2 }), steps("replace", "/concept", "products")],
    [10151, edit(fceNotaCreditoA, { CbtesAsoc: [{ Tipo: 201, PtoVta: 1, Nro: 7 }] }), steps("add", "/associated_documents/0/cuit", ISSUER)],
    [10163, edit(fceA, { FchVtoPago: undefined }), steps("add", "/payment_due_on", "2026-11-24")],
    [10164, edit(fceA, { CbteFch: "20261120", FchVtoPago: "20261121" }), steps("add", "/payment_due_on", "2026-11-24")],
    [10169, edit(facturaA, { Opcionales: [{ Id: "2101", Valor: "1" }] }), steps("remove", "/fce")],
    [10198, edit(facturaA, { PeriodoAsoc: { FchDesde: "20261101", FchHasta: "20261120" } }), steps("remove", "/associated_period")],
    [
      10208,
      edit(periodo, { PeriodoAsoc: { FchDesde: "20261101", FchHasta: "20261130" } }),
      steps("replace", "/associated_period/to", "2026-11-24"),
    ],
    [10240, edit(knowing(dolares, official), { MonCotiz: "1500" }), steps("replace", "/exchange_rate", "1480.5")],
    [10241, edit(facturaA, { CanMisMonExt: "S" }), steps("replace", "/same_currency_payment", false)],
    [10243, edit(facturaA, { CondicionIVAReceptorId: 5 }), steps("replace", "/type", "factura_b")],
    [10243, edit(notaCreditoA, { CondicionIVAReceptorId: 4 }), steps("replace", "/type", "nota_credito_b")],
    [10243, edit(facturaB, { CondicionIVAReceptorId: 1 }), steps("replace", "/type", "factura_a")],
    [10243, edit(fceA, { CondicionIVAReceptorId: 4 }), steps("replace", "/type", "fce_b")],
  ])("%i", (code, subject, fix) => {
    expect(found(subject, code)[0]?.fix).toEqual(fix);
  });
});

describe("what ARCA itself said", () => {
  test("keeps ARCA's text in Spanish and has ours in English", () => {
    expect(arcaProblem({ code: 10013, message: "Campo DocTipo debe ser 80." })).toEqual({
      param: "customer.document_type",
      code: "arca_10013",
      arca_code: 10013,
      message: "A comprobante of letter A needs the customer's CUIT.",
      message_es: "Campo DocTipo debe ser 80.",
    });
  });

  test("of a code that says several things, ours only where it says that one", () => {
    expect(arcaProblem({ code: 10016, message: "otra cosa" }).message).toBe("ARCA answered: otra cosa");
    const { wire = "" } = found(edit(servicios, { CbteFch: "20261101" }), 10016)[0] ?? {};
    expect(arcaProblem({ code: 10016, message: wire }).message).toBe("Services are dated from 10 days before today to 10 days after it.");
  });

  test("of a code that nobody knows", () => {
    expect(arcaProblem({ code: 99_999, message: "algo" })).toMatchObject({
      param: null,
      message: "ARCA answered: algo",
      message_es: "algo",
    });
  });
});
