import { describe, expect, test } from "vitest";
import { authXml, call, CUIT, detailXml, newTenant, newTenantFor, NOW, solicitarXml } from "./support.ts";

const codes = (result: string): number[] => [...result.matchAll(/<Code>(\d+)<\/Code>/g)].map(([, code]) => Number(code));
const fortnight = (Periodo: number, Orden: number) => `<Periodo>${Periodo}</Periodo><Orden>${Orden}</Orden>`;
const CURRENT = fortnight(202611, 2);
const caeaIn = (result: string): string => /<CAEA>(\d{14})<\/CAEA>/.exec(result)?.[1] ?? "";

async function tenantWithCaea(cuit = CUIT): Promise<{ auth: string; caea: string }> {
  const auth = authXml(await newTenant(cuit), cuit);
  return { auth, caea: caeaIn(await call("FECAEASolicitar", auth + CURRENT)) };
}

const informXml = (details: readonly string[], header: { PtoVta?: number; CbteTipo?: number; CantReg?: number } = {}): string =>
  solicitarXml(details, header).replaceAll("FeCAEReq", "FeCAEARegInfReq").replaceAll("FECAEDetRequest", "FECAEADetRequest");

const informedXml = (number: number, caea: string, changes: Parameters<typeof detailXml>[1] = {}): string =>
  detailXml(number, changes).replace(
    "</FECAEDetRequest>",
    `<CAEA>${caea}</CAEA><CbteFchHsGen>20261124110000</CbteFchHsGen></FECAEDetRequest>`,
  );

describe("a CAEA", () => {
  test("is given once for a fortnight, with the dates that it has", async () => {
    const auth = authXml(await newTenant());
    const given = await call("FECAEASolicitar", auth + CURRENT);
    expect(given).toMatch(
      /^<ResultGet><CAEA>9647\d{10}<\/CAEA><Periodo>202611<\/Periodo><Orden>2<\/Orden><FchVigDesde>20261116<\/FchVigDesde><FchVigHasta>20261130<\/FchVigHasta><FchTopeInf>20261208<\/FchTopeInf><FchProceso>20261124120000<\/FchProceso><Observaciones><Obs><Code>15018<\/Code>/,
    );
    expect(codes(await call("FECAEASolicitar", auth + CURRENT))).toEqual([15008]);
    expect(caeaIn(await call("FECAEAConsultar", auth + CURRENT))).toBe(caeaIn(given));
  });

  test("is given from five days ahead", async () => {
    const auth = authXml(await newTenant());
    const next = fortnight(202612, 1);
    expect(await call("FECAEASolicitar", auth + next)).toBe(
      "<Errors><Err><Code>15006</Code><Msg>Fecha de envío podrá ser desde 5 días corridos anteriores al inicio hasta el último dia de cada quincena. Del 11/26/2026 hasta 12/15/2026</Msg></Err></Errors>",
    );
  });

  test.each([
    [fortnight(202613, 1), [15004]],
    [fortnight(202611, 3), [15005]],
    ["", [15004, 15005]],
  ])("of no fortnight: %s", async (inner, expected) => {
    const auth = authXml(await newTenant());
    expect(codes(await call("FECAEASolicitar", auth + inner))).toEqual(expected);
    const consulted = await call("FECAEAConsultar", auth + inner);
    expect(codes(consulted)).toEqual(expected);
    expect(consulted).toMatch(/^<ResultGet><Periodo>\d+<\/Periodo><Orden>\d<\/Orden><\/ResultGet><Errors>/);
  });

  test("that nobody asked for is not there", async () => {
    expect(await call("FECAEAConsultar", authXml(await newTenant()) + CURRENT)).toBe(
      "<ResultGet><Periodo>202611</Periodo><Orden>2</Orden></ResultGet><Errors><Err><Code>602</Code><Msg>No existen datos en nuestros registros para los parametros ingresados.</Msg></Err></Errors>",
    );
  });
});

describe("what was made with it", () => {
  test("is informed, counted, and given back with its CAEA", async () => {
    const { auth, caea } = await tenantWithCaea();
    const answer = await call("FECAEARegInformativo", auth + informXml([informedXml(1, caea), informedXml(2, caea)], { PtoVta: 7 }));
    expect(answer).toMatch(/^<FeCabResp>.*<CantReg>2<\/CantReg><Resultado>A<\/Resultado>/);
    expect(answer).toContain(
      `<CbteDesde>2</CbteDesde><CbteHasta>2</CbteHasta><CbteFch>20261124</CbteFch><Resultado>A</Resultado><CAEA>${caea}</CAEA></FECAEADetResponse>`,
    );
    expect(await call("FECompUltimoAutorizado", `${auth}<PtoVta>7</PtoVta><CbteTipo>6</CbteTipo>`)).toContain("<CbteNro>2</CbteNro>");
    const asked = "<FeCompConsReq><CbteTipo>6</CbteTipo><CbteNro>2</CbteNro><PtoVta>7</PtoVta></FeCompConsReq>";
    expect(await call("FECompConsultar", auth + asked)).toContain(
      `<CodAutorizacion>${caea}</CodAutorizacion><EmisionTipo>CAEA</EmisionTipo><FchVto>20261130</FchVto>`,
    );
  });

  test.each([
    ["without CAEA", () => informedXml(1, ""), [782], "Errors"],
    ["with one that ARCA never gave", () => informedXml(1, "96470000000000"), [780], "Errors"],
    ["out of sequence", (caea: string) => informedXml(2, caea), [703], "Observaciones"],
    ["out of its fortnight", (caea: string) => informedXml(1, caea, { CbteFch: "20261115" }), [702, 1445], "Observaciones"],
    ["without a number", (caea: string) => informedXml(0, caea), [784], "Observaciones"],
  ])("is refused %s", async (_, record, expected, place) => {
    const { auth, caea } = await tenantWithCaea();
    const answer = await call("FECAEARegInformativo", auth + informXml([record(caea), informedXml(9, caea)]));
    expect(codes(answer)).toEqual(expected);
    expect(answer).toContain(`<${place}>`);
    expect([...answer.matchAll(/<Resultado>(.)</g)].map(([, letter]) => letter)).toEqual(["R", "R", "R"]);
  });

  test("is refused with the CAEA of another CUIT", async () => {
    const tenant = `org_${crypto.randomUUID()}`;
    const authOf = async (cuit: string) => authXml((await newTenantFor(["wsfe"], { cuit, tenant })).wsfe, cuit);
    const [mine, other] = [await authOf(CUIT), await authOf("20222222223")];
    const caea = caeaIn(await call("FECAEASolicitar", other + CURRENT));
    expect(codes(await call("FECAEARegInformativo", mine + informXml([informedXml(1, caea)])))).toEqual([705]);
    expect(codes(await call("FECAEASinMovimientoInformar", `${mine}<PtoVta>3</PtoVta><CAEA>${caea}</CAEA>`))).toEqual([1201]);
  });
});

describe("nothing was made with it", () => {
  const inform = (auth: string, caea: string, PtoVta = 3, now = NOW) =>
    call("FECAEASinMovimientoInformar", `${auth}<PtoVta>${PtoVta}</PtoVta><CAEA>${caea}</CAEA>`, now);
  const consult = (auth: string, caea: string, PtoVta = 3) =>
    call("FECAEASinMovimientoConsultar", `${auth}<CAEA>${caea}</CAEA><PtoVta>${PtoVta}</PtoVta>`);

  test("is told once for a point of sale", async () => {
    const { auth, caea } = await tenantWithCaea();
    expect(await inform(auth, caea)).toBe(
      `<CAEA>${caea}</CAEA><FchProceso>20261124</FchProceso><PtoVta>3</PtoVta><Resultado>A</Resultado>`,
    );
    expect(codes(await inform(auth, caea))).toEqual([1209]);
    expect(await consult(auth, caea)).toBe(
      `<ResultGet><FECAEASinMov><CAEA>${caea}</CAEA><FchProceso>20261124</FchProceso><PtoVta>3</PtoVta></FECAEASinMov></ResultGet>`,
    );
    expect(codes(await consult(auth, caea, 4))).toEqual([10102]);
    const later = await call("FECAEARegInformativo", auth + informXml([informedXml(1, caea)], { PtoVta: 3 }));
    expect(codes(later)).toEqual([1424]);
    expect(later).toMatch(/<Resultado>A<\/Resultado><Observaciones>/);
  });

  test("is not so where something was", async () => {
    const { auth, caea } = await tenantWithCaea();
    await call("FECAEARegInformativo", auth + informXml([informedXml(1, caea)], { PtoVta: 3 }));
    expect(codes(await inform(auth, caea))).toEqual([1202]);
    expect(codes(await consult(auth, caea))).toEqual([10105]);
  });

  test("is not told of a CAE, of no code at all, or of a point of sale that is none", async () => {
    const { auth, caea } = await tenantWithCaea();
    const cae = /<CAE>(\d+)<\/CAE>/.exec(await call("FECAESolicitar", auth + solicitarXml([detailXml(1)])))?.[1] ?? "";
    expect(await inform(auth, cae)).toBe(
      `<CAEA>${cae}</CAEA><FchProceso>20261124</FchProceso><PtoVta>3</PtoVta><Resultado>R</Resultado><Errors><Err><Code>1200</Code><Msg>El codigo de autorizacion debe ser del tipo CAEA</Msg></Err></Errors>`,
    );
    expect(codes(await inform(auth, "1", 0))).toEqual([1206, 1207]);
    expect(codes(await consult(auth, "1", 100_000))).toEqual([10100, 10101]);
    expect(codes(await inform(auth, caea, 3))).toEqual([]);
  });
});
