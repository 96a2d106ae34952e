import { describe, expect, test } from "vitest";
import { authXml, call, CUIT, detailXml, newTenant, newTenantFor, solicitarXml, TODAY } from "./support.ts";

const codes = (result: string): number[] => [...result.matchAll(/<Code>(\d+)<\/Code>/g)].map(([, code]) => Number(code));
const outcome = (result: string): string => [...result.matchAll(/<Resultado>(.)<\/Resultado>/g)].map(([, letter]) => letter).join("");

const RI = { DocTipo: 80, CondicionIVAReceptorId: 1 };
const issue = async (CbteTipo: number, changes: Parameters<typeof detailXml>[1], { auth = "", number = 1 } = {}) =>
  call("FECAESolicitar", (auth || authXml(await newTenant())) + solicitarXml([detailXml(number, changes)], { CbteTipo }));

describe("who the receiver is", () => {
  test.each([
    [1, "30888888000", "AA", []],
    [1, "30500010912", "AA", []],
    [1, "20999999000", "AA", [10217]],
    [1, "20999999027", "AA", [10063]],
    [1, "20999999051", "AA", [10017, 10063, 10238]],
    [1, "20999999078", "AA", [10249]],
    [1, "20999999043", "RR", [10017, 10063, 10247]],
    [1, "20999999086", "RR", [10248]],
    [1, "30888888043", "RR", [10195]],
    [6, "20999999051", "RR", [10015, 10238]],
  ])("letter of %i to %s: %s %j", async (CbteTipo, DocNro, result, expected) => {
    const condition = CbteTipo === 6 ? { CondicionIVAReceptorId: 4 } : {};
    const answer = await issue(CbteTipo, { ...RI, DocNro, ...condition });
    expect([outcome(answer), codes(answer)]).toEqual([result, expected]);
  });

  test("an inactive one is only observed on a nota de crédito", async () => {
    const period = { PeriodoAsoc: `<FchDesde>20261101</FchDesde><FchHasta>${TODAY}</FchHasta>` };
    const answer = await issue(3, { ...RI, DocNro: "20999999043", ...(period as object) });
    expect([outcome(answer), codes(answer)]).toEqual(["AA", [10017, 10063, 10247]]);
  });
});

describe("a large company is given Facturas de Crédito", () => {
  const LARGE = { ...RI, DocNro: "30888888051" };
  const net = (ImpNeto: string, ImpIVA: string, ImpTotal: string) => ({
    ImpNeto,
    ImpIVA,
    ImpTotal,
    Iva: `<AlicIva><Id>5</Id><BaseImp>${ImpNeto}</BaseImp><Importe>${ImpIVA}</Importe></AlicIva>`,
  });
  const BIG = net("5000000", "1050000", "6050000");
  const FCE = {
    FchVtoPago: "20261224",
    Opcionales: "<Opcional><Id>2101</Id><Valor>0170099220000067797370</Valor></Opcional><Opcional><Id>27</Id><Valor>SCA</Valor></Opcional>",
  };

  test("from a sum on; below it ARCA only says so", async () => {
    const refused = await issue(1, { ...LARGE, ...BIG });
    expect([outcome(refused), codes(refused)]).toEqual(["RR", [10192]]);
    const observed = await issue(1, LARGE);
    expect([outcome(observed), codes(observed)]).toEqual(["AA", [10188]]);
  });

  test("and a nota de crédito takes less than what is left of it", async () => {
    const auth = authXml(await newTenant());
    const factura = await issue(201, { ...LARGE, ...BIG, ...(FCE as object) }, { auth });
    expect([outcome(factura), codes(factura)]).toEqual(["AA", []]);
    const asoc = `<CbteAsoc><Tipo>201</Tipo><PtoVta>1</PtoVta><Nro>1</Nro><Cuit>${CUIT}</Cuit><CbteFch>${TODAY}</CbteFch></CbteAsoc>`;
    const note = { ...LARGE, CbtesAsoc: asoc, Opcionales: "<Opcional><Id>22</Id><Valor>N</Valor></Opcional>" };
    const part = await issue(203, { ...note, ...net("4000000", "840000", "4840000") }, { auth });
    expect([outcome(part), codes(part)]).toEqual(["AA", []]);
    const rest = await issue(203, { ...note, ...net("1000000", "210000", "1210000") }, { auth, number: 2 });
    expect([outcome(rest), codes(rest)]).toEqual(["RR", [10184]]);
  });

  test("but not one who is none", async () => {
    const answer = await issue(201, { ...RI, DocNro: "30500010912", ...BIG, ...(FCE as object) });
    expect([outcome(answer), codes(answer)]).toEqual(["RR", [10180]]);
  });
});

describe("associated comprobantes", () => {
  const asoc = (Nro: number) => ({
    ...RI,
    DocNro: "30500010912",
    CbtesAsoc: `<CbteAsoc><Tipo>1</Tipo><PtoVta>1</PtoVta><Nro>${Nro}</Nro></CbteAsoc>`,
  });

  test("one that is not there is observed; a credit above the original too", async () => {
    const auth = authXml(await newTenant());
    const missing = await issue(3, asoc(1), { auth });
    expect([outcome(missing), codes(missing)]).toEqual(["AA", [10041]]);
    await issue(
      1,
      {
        ...RI,
        DocNro: "30500010912",
        ImpTotal: "12.10",
        ImpNeto: "10",
        ImpIVA: "2.10",
        Iva: "<AlicIva><Id>5</Id><BaseImp>10</BaseImp><Importe>2.10</Importe></AlicIva>",
      },
      { auth },
    );
    const above = await issue(3, asoc(1), { auth, number: 2 });
    expect([outcome(above), codes(above)]).toEqual(["AA", [10237]]);
  });

  test.each([
    [1, []],
    [99_999_990, [10120]],
    [99_999_991, [10121]],
    [99_999_992, [10232]],
  ])("remito %i", async (Nro, expected) => {
    const auth = authXml(await newTenant("30888888000"), "30888888000");
    const answer = await issue(
      1,
      {
        ...RI,
        DocNro: "30500010912",
        CbtesAsoc: `<CbteAsoc><Tipo>995</Tipo><PtoVta>1</PtoVta><Nro>${Nro}</Nro></CbteAsoc>`,
        Actividades: "<Actividad><Id>101011</Id></Actividad>",
      },
      { auth },
    );
    expect(codes(answer)).toEqual(expected);
  });
});

describe("who issues", () => {
  const as = async (cuit: string, CbteTipo: number, changes: object = { ...RI, DocNro: "30500010912" }) => {
    const { wsfe } = await newTenantFor(["wsfe"], { cuit });
    return call("FECAESolicitar", authXml(wsfe, cuit) + solicitarXml([detailXml(1, changes)], { CbteTipo }));
  };
  const C = { ImpTotal: "100", ImpIVA: "0", Iva: undefined };

  test.each([
    ["30888888086", 6],
    ["30888888094", 1],
    ["30888888108", 201],
    ["20999999000", 6],
    ["30888888000", 11],
    ["20999999043", 6],
  ])("%s may not give %i: the whole request is refused", async (cuit, CbteTipo) => {
    const answer = await as(cuit, CbteTipo);
    expect(answer).toMatch(/^<FeCabResp>.*<Resultado>R<\/Resultado>.*<\/FeCabResp><Errors><Err><Code>10000<\/Code>/);
  });

  test("what it may give, it gives", async () => {
    expect(codes(await as("30888888094", 51))).toEqual([]);
    expect(outcome(await as("20999999000", 11, C))).toBe("AA");
    expect(outcome(await as("30888888019", 11, C))).toBe("AA");
  });

  test("a monotributista beyond its limits is told so", async () => {
    const above = (ImpTotal: string) => as("20999999213", 11, { ...C, ImpTotal, ImpNeto: ImpTotal });
    expect(codes(await above("100000"))).toEqual([]);
    expect(codes(await above("100001"))).toEqual([10236]);
    expect(codes(await above("1000001"))).toEqual([10235]);
  });
});

test.each([
  ["1500.5", "A", []],
  ["1501.51", "R", [10240]],
  ["30", "R", [10119]],
])("a rate of %s pesos to the dollar", async (MonCotiz, result, expected) => {
  const answer = await issue(1, { ...RI, DocNro: "30500010912", MonId: "DOL", MonCotiz });
  expect(outcome(answer)).toBe(result + result);
  expect(codes(answer)).toEqual(expected);
});
