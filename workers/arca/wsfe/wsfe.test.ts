import { expect, test } from "vitest";
import { isTicketRefused } from "../errors.ts";
import type { CallReport } from "../timed.ts";
import { openWsfe } from "./client.ts";
import type { ComprobanteDetail } from "./detail.ts";

const LANE = { PtoVta: 1, CbteTipo: 6 };
const DETAIL: ComprobanteDetail = {
  Concepto: 2,
  DocTipo: 99,
  DocNro: "0",
  CbteDesde: 8,
  CbteHasta: 8,
  CbteFch: "20261124",
  ImpTotal: "2000.00",
  ImpTotConc: "0.00",
  ImpNeto: "1652.89",
  ImpOpEx: "0.00",
  ImpTrib: "0.00",
  ImpIVA: "347.11",
  FchServDesde: "20261101",
  FchServHasta: "20261130",
  FchVtoPago: "20261210",
  MonId: "PES",
  MonCotiz: "1",
  CondicionIVAReceptorId: 5,
  Iva: [{ Id: 5, BaseImp: "1652.89", Importe: "347.11" }],
};

const envelope = (operation: string, result: string): string =>
  '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Header>' +
  '<FEHeaderInfo xmlns="http://ar.gov.afip.dif.FEV1/"><ambiente>Sandbox</ambiente><id>7.0.0.0</id></FEHeaderInfo></soap:Header><soap:Body>' +
  `<${operation}Response xmlns="http://ar.gov.afip.dif.FEV1/"><${operation}Result>${result}</${operation}Result></${operation}Response>` +
  "</soap:Body></soap:Envelope>";

/** A client whose every call gets that result. */
function against(operation: string, result: string, auth = async () => ({ token: "to<ken", sign: "sign" })) {
  const bodies: string[] = [];
  const actions: (string | null)[] = [];
  const reports: CallReport[] = [];
  const wsfe = openWsfe({
    endpoint: "https://wsfe.example/service.asmx",
    send: async (request) => {
      bodies.push(await request.text());
      actions.push(request.headers.get("soapaction"));
      return new Response(envelope(operation, result));
    },
    timeoutMs: 1_000,
    auth,
    cuit: "30500010912",
    now: () => bodies.length * 40,
    onCall: (report) => reports.push(report),
  });
  return { wsfe, bodies, actions, reports };
}

const ERR = (code: number, text: string): string => `<Errors><Err><Code>${code}</Code><Msg>${text}</Msg></Err></Errors>`;
const AUTH = "<Auth><Token>to&lt;ken</Token><Sign>sign</Sign><Cuit>30500010912</Cuit></Auth>";

test("FEDummy needs no ticket", async () => {
  const { wsfe, bodies, actions } = against("FEDummy", "<AppServer>OK</AppServer><DbServer>OK</DbServer><AuthServer>OK</AuthServer>");
  expect(await wsfe.dummy()).toEqual({ appServer: "OK", dbServer: "OK", authServer: "OK" });
  expect(bodies[0]).toContain('<soap:Body><FEDummy xmlns="http://ar.gov.afip.dif.FEV1/"></FEDummy></soap:Body>');
  expect(actions[0]).toBe('"http://ar.gov.afip.dif.FEV1/FEDummy"');
});

test("FECompUltimoAutorizado", async () => {
  const { wsfe, bodies, reports } = against("FECompUltimoAutorizado", "<PtoVta>1</PtoVta><CbteTipo>6</CbteTipo><CbteNro>7</CbteNro>");
  expect(await wsfe.lastAuthorized(LANE)).toBe(7);
  expect(bodies[0]).toContain(`${AUTH}<PtoVta>1</PtoVta><CbteTipo>6</CbteTipo></FECompUltimoAutorizado>`);
  expect(reports).toEqual([{ operation: "FECompUltimoAutorizado", ms: 40, outcome: "ok" }]);
});

test("an answer about another lane is not an answer", async () => {
  const { wsfe, reports } = against("FECompUltimoAutorizado", "<PtoVta>2</PtoVta><CbteTipo>6</CbteTipo><CbteNro>7</CbteNro>");
  await expect(wsfe.lastAuthorized(LANE)).rejects.toMatchObject({ code: "unexpected_answer", message: expect.stringContaining("PtoVta") });
  expect(reports[0]?.outcome).toBe("unexpected_answer");
});

test("a refused ticket comes before the zeros beside it", async () => {
  const text = "ValidacionDeToken: No aparecio CUIT en lista de relaciones: 30500010912";
  const { wsfe } = against("FECompUltimoAutorizado", `<PtoVta>0</PtoVta><CbteTipo>0</CbteTipo><CbteNro>0</CbteNro>${ERR(600, text)}`);
  const error: unknown = await wsfe.lastAuthorized(LANE).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "arca_errors", certainty: "not_sent", arcaErrors: [{ code: 600, message: text }] });
  expect(isTicketRefused(error)).toBe(true);
});

const HEAD = (result: string): string =>
  `<FeCabResp><Cuit>30500010912</Cuit><PtoVta>1</PtoVta><CbteTipo>6</CbteTipo><FchProceso>20261124101112</FchProceso><CantReg>1</CantReg><Resultado>${result}</Resultado><Reproceso>N</Reproceso></FeCabResp>`;
const DET = (number: number, rest: string): string =>
  `<FECAEDetResponse><Concepto>2</Concepto><DocTipo>99</DocTipo><DocNro>0</DocNro><CbteDesde>${number}</CbteDesde><CbteHasta>${number}</CbteHasta><CbteFch>20261124</CbteFch>${rest}</FECAEDetResponse>`;
const APPROVED = "<Resultado>A</Resultado><CAE>96481234567893</CAE><CAEFchVto>20261204</CAEFchVto>";
const REFUSED = "<Resultado>R</Resultado><CAE /><CAEFchVto />";

test("FECAESolicitar sends the fields in the order of the WSDL", async () => {
  const { wsfe, bodies } = against("FECAESolicitar", `${HEAD("A")}<FeDetResp>${DET(8, APPROVED)}</FeDetResp>`);
  await wsfe.authorize(LANE, [DETAIL]);
  expect(bodies[0]).toContain(
    `${AUTH}<FeCAEReq><FeCabReq><CantReg>1</CantReg><PtoVta>1</PtoVta><CbteTipo>6</CbteTipo></FeCabReq><FeDetReq><FECAEDetRequest>` +
      "<Concepto>2</Concepto><DocTipo>99</DocTipo><DocNro>0</DocNro><CbteDesde>8</CbteDesde><CbteHasta>8</CbteHasta><CbteFch>20261124</CbteFch>" +
      "<ImpTotal>2000.00</ImpTotal><ImpTotConc>0.00</ImpTotConc><ImpNeto>1652.89</ImpNeto><ImpOpEx>0.00</ImpOpEx><ImpTrib>0.00</ImpTrib>" +
      "<ImpIVA>347.11</ImpIVA><FchServDesde>20261101</FchServDesde><FchServHasta>20261130</FchServHasta><FchVtoPago>20261210</FchVtoPago>" +
      "<MonId>PES</MonId><MonCotiz>1</MonCotiz><CondicionIVAReceptorId>5</CondicionIVAReceptorId>" +
      "<Iva><AlicIva><Id>5</Id><BaseImp>1652.89</BaseImp><Importe>347.11</Importe></AlicIva></Iva></FECAEDetRequest></FeDetReq></FeCAEReq>",
  );
});

test("what is not there is not sent", async () => {
  const { wsfe, bodies } = against("FECAESolicitar", `${HEAD("A")}<FeDetResp>${DET(8, APPROVED)}</FeDetResp>`);
  const { Iva: _iva, FchServDesde: _from, FchServHasta: _to, FchVtoPago: _due, CondicionIVAReceptorId: _condition, ...least } = DETAIL;
  await wsfe.authorize(LANE, [{ ...least, Iva: [] }]);
  expect(bodies[0]).toContain("<ImpIVA>347.11</ImpIVA><MonId>PES</MonId><MonCotiz>1</MonCotiz></FECAEDetRequest>");
});

test("approved with an observation, refused, not processed", async () => {
  const observed = APPROVED.replace(
    "<CAE>",
    "<Observaciones><Obs><Code>10217</Code><Msg>El credito fiscal</Msg></Obs></Observaciones><CAE>",
  );
  const refused = REFUSED.replace(
    "<CAE />",
    "<Observaciones><Obs><Code>10048</Code><Msg>ImpTotal</Msg></Obs><Obs><Code>10051</Code><Msg/></Obs></Observaciones><CAE />",
  );
  const { wsfe } = against(
    "FECAESolicitar",
    `${HEAD("P")}<FeDetResp>${DET(8, observed)}${DET(9, refused)}${DET(10, REFUSED)}</FeDetResp><Events><Evt><Code>39</Code><Msg>Aviso</Msg></Evt></Events>`,
  );
  const details = [8, 9, 10].map((number) => ({ ...DETAIL, CbteDesde: number, CbteHasta: number }));
  expect(await wsfe.authorize(LANE, details)).toEqual({
    result: "P",
    details: [
      {
        number: 8,
        result: "A",
        cae: "96481234567893",
        caeExpiresOn: "2026-12-04",
        observations: [{ code: 10217, message: "El credito fiscal" }],
      },
      {
        number: 9,
        result: "R",
        cae: null,
        caeExpiresOn: null,
        observations: [
          { code: 10048, message: "ImpTotal" },
          { code: 10051, message: "" },
        ],
      },
      { number: 10, result: "R", cae: null, caeExpiresOn: null, observations: [] },
    ],
    errors: [],
    events: [{ code: 39, message: "Aviso" }],
    processedAt: "20261124101112",
  });
});

test("10016 stands beside the detail that it refuses", async () => {
  const { wsfe } = against("FECAESolicitar", `${HEAD("R")}<FeDetResp>${DET(8, REFUSED)}</FeDetResp>${ERR(10016, "El numero o fecha")}`);
  const answer = await wsfe.authorize(LANE, [DETAIL]);
  expect(answer).toMatchObject({ result: "R", details: [{ number: 8, result: "R", observations: [] }], errors: [{ code: 10016 }] });
});

test("a refusal of the header has no details", async () => {
  const { wsfe } = against("FECAESolicitar", HEAD("R") + ERR(10005, "El punto de venta no se encuentra habilitado"));
  expect(await wsfe.authorize(LANE, [DETAIL])).toMatchObject({ result: "R", details: [], errors: [{ code: 10005 }] });
});

test("a refused ticket has not even a header", async () => {
  const { wsfe } = against("FECAESolicitar", ERR(600, "ValidacionDeToken: Error al verificar hash: "));
  const answer = await wsfe.authorize(LANE, [DETAIL]);
  expect(answer).toMatchObject({ result: "R", details: [], processedAt: null });
  expect(isTicketRefused(answer.errors)).toBe(true);
});

test.each([
  ["nothing at all", "", "FeCabResp"],
  ["no details and no errors", HEAD("A"), "FeDetResp"],
  ["a result unheard of", `${HEAD("X")}<FeDetResp>${DET(8, APPROVED)}</FeDetResp>`, "Resultado"],
  ["approved without CAE", `${HEAD("A")}<FeDetResp>${DET(8, APPROVED.replace(/<CAE>\d+<\/CAE>/, "<CAE />"))}</FeDetResp>`, "CAE"],
  ["a CAE of 13 digits", `${HEAD("A")}<FeDetResp>${DET(8, APPROVED.replace("96481234567893", "9648123456789"))}</FeDetResp>`, "CAE"],
  ["a date that is none", `${HEAD("A")}<FeDetResp>${DET(8, APPROVED.replace("20261204", "20261304"))}</FeDetResp>`, "CAEFchVto"],
  ["a number that was not sent", `${HEAD("A")}<FeDetResp>${DET(9, APPROVED)}</FeDetResp>`, "CbteDesde"],
  ["another point of sale", `${HEAD("A").replace("<PtoVta>1<", "<PtoVta>11<")}<FeDetResp>${DET(8, APPROVED)}</FeDetResp>`, "PtoVta"],
])("an answer that cannot be trusted leaves all in doubt: %s", async (_, result, name) => {
  const { wsfe } = against("FECAESolicitar", result);
  const expected = { code: "unexpected_answer", certainty: "unknown", message: expect.stringContaining(`/${name} `) as string };
  await expect(wsfe.authorize(LANE, [DETAIL])).rejects.toMatchObject(expected);
});

const FOUND =
  "<ResultGet><Concepto>1</Concepto><DocTipo>80</DocTipo><DocNro>30000000007</DocNro><CbteDesde>8</CbteDesde><CbteHasta>8</CbteHasta>" +
  "<CbteFch>20261124</CbteFch><ImpTotal>122</ImpTotal><ImpTotConc>0</ImpTotConc><ImpNeto>100</ImpNeto><ImpOpEx>0</ImpOpEx><ImpTrib>1</ImpTrib>" +
  "<ImpIVA>21</ImpIVA><FchServDesde /><FchServHasta /><FchVtoPago /><MonId>PES</MonId><MonCotiz>1</MonCotiz>" +
  "<CondicionIVAReceptorId>1</CondicionIVAReceptorId><Tributos><Tributo><Id>99</Id><Desc>IIBB</Desc><BaseImp>100</BaseImp><Alic>1</Alic><Importe>1</Importe></Tributo></Tributos>" +
  "<Iva><AlicIva><Id>5</Id><BaseImp>100</BaseImp><Importe>21</Importe></AlicIva></Iva><Resultado>A</Resultado>" +
  "<CodAutorizacion>96481234567893</CodAutorizacion><EmisionTipo>CAE</EmisionTipo><FchVto>20261204</FchVto><FchProceso>20261124101112</FchProceso>" +
  "<Observaciones><Obs><Code>10217</Code><Msg>El credito fiscal</Msg></Obs></Observaciones><PtoVta>1</PtoVta><CbteTipo>6</CbteTipo></ResultGet>";

test("FECompConsultar gives back what ARCA holds", async () => {
  const { wsfe, bodies } = against("FECompConsultar", FOUND);
  expect(await wsfe.consult(LANE, 8)).toEqual({
    Concepto: 1,
    DocTipo: 80,
    DocNro: "30000000007",
    CbteDesde: 8,
    CbteHasta: 8,
    CbteFch: "20261124",
    ImpTotal: "122",
    ImpTotConc: "0",
    ImpNeto: "100",
    ImpOpEx: "0",
    ImpTrib: "1",
    ImpIVA: "21",
    MonId: "PES",
    MonCotiz: "1",
    CondicionIVAReceptorId: 1,
    Tributos: [{ Id: 99, Desc: "IIBB", BaseImp: "100", Alic: "1", Importe: "1" }],
    Iva: [{ Id: 5, BaseImp: "100", Importe: "21" }],
    ...LANE,
    Resultado: "A",
    CodAutorizacion: "96481234567893",
    EmisionTipo: "CAE",
    FchVto: "20261204",
    FchProceso: "20261124101112",
    observations: [{ code: 10217, message: "El credito fiscal" }],
  });
  expect(bodies[0]).toContain(`${AUTH}<FeCompConsReq><CbteTipo>6</CbteTipo><CbteNro>8</CbteNro><PtoVta>1</PtoVta></FeCompConsReq>`);
});

test("602 means that there is none", async () => {
  const { wsfe } = against("FECompConsultar", ERR(602, "No existen datos en nuestros registros para los parametros ingresados."));
  expect(await wsfe.consult(LANE, 8)).toBeUndefined();
});

test("any other error does not", async () => {
  const { wsfe } = against("FECompConsultar", ERR(501, "Error interno de base de datos"));
  await expect(wsfe.consult(LANE, 8)).rejects.toMatchObject({ code: "arca_errors", arcaErrors: [{ code: 501 }] });
});

test("an answer about another number is not an answer", async () => {
  const { wsfe } = against("FECompConsultar", FOUND);
  await expect(wsfe.consult(LANE, 9)).rejects.toMatchObject({ code: "unexpected_answer" });
});

test("no ticket, no call", async () => {
  const { wsfe, bodies } = against("FECompUltimoAutorizado", "", () => Promise.reject(new Error("no ticket")));
  await expect(wsfe.lastAuthorized(LANE)).rejects.toThrow("no ticket");
  expect(bodies).toEqual([]);
});
