import { expect, test } from "vitest";
import { openWsfe } from "./client.ts";

function against(operation: string, result: string) {
  const bodies: string[] = [];
  const answer = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><${operation}Response xmlns="http://ar.gov.afip.dif.FEV1/"><${operation}Result>${result}</${operation}Result></${operation}Response></e:Body></e:Envelope>`;
  const wsfe = openWsfe({
    endpoint: "https://wsfe.example/",
    send: async (request) => {
      bodies.push(await request.text());
      return new Response(answer);
    },
    timeoutMs: 1_000,
    auth: async () => ({ token: "token", sign: "sign" }),
    cuit: "30500010912",
  });
  return { wsfe, bodies };
}

const ERR = (code: number): string => `<Errors><Err><Code>${code}</Code><Msg>No</Msg></Err></Errors>`;
const PERIOD = { period: 202611, order: 2 } as const;
const GRANTED =
  "<ResultGet><CAEA>36481234567893</CAEA><Periodo>202611</Periodo><Orden>2</Orden><FchVigDesde>20261116</FchVigDesde><FchVigHasta>20261130</FchVigHasta><FchTopeInf>20261208</FchTopeInf><FchProceso>20261124101112</FchProceso></ResultGet>";

test("FECAEASolicitar gives a code for a fortnight", async () => {
  const { wsfe, bodies } = against("FECAEASolicitar", GRANTED);
  expect(await wsfe.requestCaea(PERIOD)).toEqual({
    ...PERIOD,
    caea: "36481234567893",
    validFrom: "2026-11-16",
    validTo: "2026-11-30",
    informBy: "2026-12-08",
    observations: [],
  });
  expect(bodies[0]).toContain("</Auth><Periodo>202611</Periodo><Orden>2</Orden></FECAEASolicitar>");
  await expect(against("FECAEASolicitar", ERR(15008)).wsfe.requestCaea(PERIOD)).rejects.toMatchObject({ arcaErrors: [{ code: 15008 }] });
  const without = against("FECAEASolicitar", GRANTED.replace("36481234567893", ""));
  await expect(without.wsfe.requestCaea(PERIOD)).rejects.toMatchObject({ code: "unexpected_answer" });
});

test("FECAEAConsultar: 602 is none, also beside an empty ResultGet", async () => {
  expect(await against("FECAEAConsultar", GRANTED).wsfe.consultCaea(PERIOD)).toMatchObject({ caea: "36481234567893" });
  const none = `<ResultGet><Periodo>202611</Periodo><Orden>2</Orden></ResultGet>${ERR(602)}`;
  expect(await against("FECAEAConsultar", none).wsfe.consultCaea(PERIOD)).toBeUndefined();
});

const DETAIL = {
  Concepto: 1,
  DocTipo: 99,
  DocNro: "0",
  CbteDesde: 3,
  CbteHasta: 3,
  CbteFch: "20261124",
  ImpTotal: "121",
  ImpTotConc: "0",
  ImpNeto: "100",
  ImpOpEx: "0",
  ImpTrib: "0",
  ImpIVA: "21",
  MonId: "PES",
  MonCotiz: "1",
  CAEA: "36481234567893",
  CbteFchHsGen: "20261124101112",
} as const;

test("FECAEARegInformativo sends the comprobante with its CAEA at the end", async () => {
  const { wsfe, bodies } = against(
    "FECAEARegInformativo",
    "<FeCabResp><Cuit>30500010912</Cuit><PtoVta>1</PtoVta><CbteTipo>6</CbteTipo><FchProceso>20261124101112</FchProceso><CantReg>1</CantReg><Resultado>A</Resultado><Reproceso>N</Reproceso></FeCabResp><FeDetResp><FECAEADetResponse><Concepto>1</Concepto><DocTipo>99</DocTipo><DocNro>0</DocNro><CbteDesde>3</CbteDesde><CbteHasta>3</CbteHasta><CbteFch>20261124</CbteFch><Resultado>A</Resultado><CAEA>36481234567893</CAEA></FECAEADetResponse></FeDetResp>",
  );
  const answer = await wsfe.informCaea({ PtoVta: 1, CbteTipo: 6 }, [DETAIL]);
  expect(answer).toMatchObject({ result: "A", details: [{ number: 3, result: "A", caea: "36481234567893", observations: [] }] });
  expect(bodies[0]).toContain(
    "<MonCotiz>1</MonCotiz><CAEA>36481234567893</CAEA><CbteFchHsGen>20261124101112</CbteFchHsGen></FECAEADetRequest>",
  );
});

test("a point of sale without movement", async () => {
  const said = "<CAEA>36481234567893</CAEA><FchProceso>20261124</FchProceso><PtoVta>4</PtoVta><Resultado>A</Resultado>";
  const row = { caea: "36481234567893", pointOfSale: 4, processedAt: "20261124" };
  expect(await against("FECAEASinMovimientoInformar", said).wsfe.informNoMovement("36481234567893", 4)).toEqual(row);
  const refused = against("FECAEASinMovimientoInformar", said.replace(">A<", ">R<") + ERR(1204)).wsfe.informNoMovement("36481234567893", 4);
  await expect(refused).rejects.toMatchObject({ arcaErrors: [{ code: 1204 }] });
  const list =
    "<ResultGet><FECAEASinMov><CAEA>36481234567893</CAEA><FchProceso>20261124</FchProceso><PtoVta>4</PtoVta></FECAEASinMov></ResultGet>";
  expect(await against("FECAEASinMovimientoConsultar", list).wsfe.consultNoMovement("36481234567893", 4)).toEqual([row]);
  expect(await against("FECAEASinMovimientoConsultar", ERR(602)).wsfe.consultNoMovement("36481234567893", 4)).toEqual([]);
});

test("parameters: rows, no rows, a rate", async () => {
  const { wsfe } = against("FECompTotXRequest", "<RegXReq>250</RegXReq>");
  expect(await wsfe.recordsPerRequest()).toBe(250);
  const iva = "<ResultGet><IvaTipo><Id>5</Id><Desc>21%</Desc><FchDesde>20090220</FchDesde><FchHasta>NULL</FchHasta></IvaTipo></ResultGet>";
  expect(await against("FEParamGetTiposIva", iva).wsfe.table("FEParamGetTiposIva")).toEqual([
    { id: "5", description: "21%", from: "2009-02-20", to: null },
  ]);
  expect(await against("FEParamGetPtosVenta", ERR(602)).wsfe.pointsOfSale()).toEqual([]);
  const point =
    "<ResultGet><PtoVenta><Nro>3</Nro><EmisionTipo>CAE</EmisionTipo><Bloqueado>N</Bloqueado><FchBaja>NULL</FchBaja></PtoVenta></ResultGet>";
  expect(await against("FEParamGetPtosVenta", point).wsfe.pointsOfSale()).toEqual([
    { number: 3, kind: "CAE", blocked: false, closedOn: null },
  ]);
  const rate = "<ResultGet><MonId>DOL</MonId><MonCotiz>1005.5</MonCotiz><FchCotiz>20261123</FchCotiz></ResultGet>";
  const asked = against("FEParamGetCotizacion", rate);
  expect(await asked.wsfe.exchangeRate("DOL", "2026-11-24")).toEqual({ currency: "DOL", rate: "1005.5", date: "2026-11-23" });
  expect(asked.bodies[0]).toContain("<MonId>DOL</MonId><FchCotiz>20261124</FchCotiz>");
  const conditions =
    "<ResultGet><CondicionIvaReceptor><Id>1</Id><Desc>IVA Responsable Inscripto</Desc><Cmp_Clase>A/ALEY/C</Cmp_Clase></CondicionIvaReceptor></ResultGet>";
  expect(await against("FEParamGetCondicionIvaReceptor", conditions).wsfe.receiverConditions("A")).toEqual([
    { id: "1", description: "IVA Responsable Inscripto", classes: "A/ALEY/C" },
  ]);
  const activity = "<ResultGet><ActividadesTipo><Id>620900</Id><Orden>1</Orden><Desc>SERVICIOS</Desc></ActividadesTipo></ResultGet>";
  expect(await against("FEParamGetActividades", activity).wsfe.activities()).toEqual([
    { id: "620900", order: 1, description: "SERVICIOS" },
  ]);
});
