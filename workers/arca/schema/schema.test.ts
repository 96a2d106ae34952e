import { expect, test } from "vitest";
import { parseXml } from "../../platform/xml.ts";
import type { ComprobanteDetail } from "../wsfe/detail.ts";
import { constanciaService, type ReadPolicy, wsfeService, type WsfeType } from "./index.ts";
import { parseTypes } from "./fields.ts";

const DETAIL: ComprobanteDetail = {
  Concepto: 1,
  DocTipo: 80,
  DocNro: "20111111112",
  CbteDesde: 8,
  CbteHasta: 8,
  CbteFch: "20261124",
  ImpTotal: "121",
  ImpTotConc: "0",
  ImpNeto: "100",
  ImpOpEx: "0",
  ImpTrib: "0",
  ImpIVA: "21",
  MonId: "PES",
  MonCotiz: "1",
  CbtesAsoc: [{ Tipo: 1, PtoVta: 1, Nro: 7 }],
  Iva: [{ Id: 5, BaseImp: "100", Importe: "21" }],
  PeriodoAsoc: { FchDesde: "20261101", FchHasta: "20261123" },
};

const strict: ReadPolicy = {
  missing: (scalar, path) => {
    throw new Error(`${path} has no ${scalar}`);
  },
  missingElement: (path) => {
    throw new Error(`${path} is missing`);
  },
  mismatch: (scalar, text, path, why) => {
    throw new Error(`${path}: ${text} is no ${scalar} (${why})`);
  },
};

const request = { FeCabReq: { CantReg: 1, PtoVta: 1, CbteTipo: 1 }, FeDetReq: [DETAIL] };

test("what is written by the table is read back by it, whatever the order of the values", () => {
  const { Iva, ...rest } = DETAIL;
  const xml = wsfeService.writeRequest("FECAESolicitar", { FeCAEReq: { ...request, FeDetReq: [{ Iva: Iva ?? [], ...rest }] } });
  expect(xml).toContain('<FECAESolicitar xmlns="http://ar.gov.afip.dif.FEV1/"><FeCAEReq><FeCabReq><CantReg>1</CantReg>');
  expect(xml).toContain("</CbtesAsoc><Iva><AlicIva><Id>5</Id>");
  expect(wsfeService.readRequest("FECAESolicitar", parseXml(xml), strict)).toEqual({ FeCAEReq: request });
});

test("a value of the table is a comprobante, and has no other fields", () => {
  const { FECAEDetRequest } = { FECAEDetRequest: DETAIL as WsfeType<"FECAEDetRequest"> };
  // @ts-expect-error the table has no such field
  expect(FECAEDetRequest.Importe).toBeUndefined();
  const read: number | undefined = FECAEDetRequest.CbtesAsoc?.[0]?.Nro;
  expect(read).toBe(7);
});

const answer = (inner: string) =>
  parseXml(`<FECompConsultarResponse><FECompConsultarResult>${inner}</FECompConsultarResult></FECompConsultarResponse>`);
const fields = wsfeService.writeType("FECompConsResponse", { ...DETAIL, Resultado: "A", CodAutorizacion: "", PtoVta: 1, CbteTipo: 1 });
const read = (inner: string, policy = strict) =>
  wsfeService.readResponse("FECompConsultar", answer(`<ResultGet>${inner}</ResultGet>`), policy);

test("an inherited type begins with the fields of its base; an empty text is an empty element, and reads as none", () => {
  expect(fields).toMatch(/^<Concepto>1<\/Concepto>.*<\/PeriodoAsoc><Resultado>A<\/Resultado><CodAutorizacion \/><PtoVta>1<\/PtoVta>/);
  expect(read(fields)?.ResultGet).not.toHaveProperty("CodAutorizacion");
});

test.each([
  ["<ImpNeto>100</ImpNeto>", "", "FECompConsultarResponse/FECompConsultarResult/ResultGet/ImpNeto has no double"],
  ["<Id>5</Id>", "<Id>five</Id>", "ResultGet/Iva/AlicIva/Id: five is no int (format)"],
  ["<Tipo>1</Tipo>", "<Tipo>2147483648</Tipo>", "ResultGet/CbtesAsoc/CbteAsoc/Tipo: 2147483648 is no int (overflow)"],
  ["20261123", "20261131", "PeriodoAsoc/FchHasta: 20261131 is no date (format)"],
])("%s → %s: the place is named", (from, to, message) => {
  expect(() => read(fields.replace(from, to))).toThrow(message);
});

test("unknown elements are ignored, amounts are exact", () => {
  const long = fields.replace("<ImpTotal>121</ImpTotal>", "<Nuevo>1</Nuevo><ImpTotal>9007199254740993.10</ImpTotal>");
  expect(read(long.replace("<ImpNeto>100<", "<ImpNeto>1E+2<"))?.ResultGet).toMatchObject({
    ImpTotal: "9007199254740993.1",
    ImpNeto: "100",
  });
});

test("a policy may take another value in place of a missing or unreadable one", () => {
  const lenient: ReadPolicy = { missing: () => 0, missingElement: () => undefined, mismatch: (_, text) => text };
  const odd = read(fields.replace("<DocTipo>80</DocTipo>", "").replace("20261123", "hoy"), lenient);
  expect(odd?.ResultGet).toMatchObject({ DocTipo: 0, PeriodoAsoc: { FchHasta: "hoy" } });
});

test("Java's services: a prefix for the message, none inside, lists without a wrapper", () => {
  const who = { token: "t", sign: "s", cuitRepresentada: "20111111112" };
  expect(constanciaService.writeRequest("getPersonaList_v2", { ...who, idPersona: ["20111111112", "30500010912"] })).toBe(
    '<ns2:getPersonaList_v2 xmlns:ns2="http://a5.soap.ws.server.puc.sr/"><token>t</token><sign>s</sign>' +
      "<cuitRepresentada>20111111112</cuitRepresentada><idPersona>20111111112</idPersona><idPersona>30500010912</idPersona></ns2:getPersonaList_v2>",
  );
  expect(constanciaService.operations.get("getPersona_v2")).toMatchObject({ soapAction: "", result: { name: "personaReturn" } });
});

test("an answer without a result, and one with an empty one", () => {
  expect(wsfeService.writeResponse("FEDummy", {})).toBe(
    '<FEDummyResponse xmlns="http://ar.gov.afip.dif.FEV1/"><FEDummyResult /></FEDummyResponse>',
  );
  expect(() => wsfeService.readResponse("FEDummy", parseXml("<FEDummyResponse/>"), strict)).toThrow(
    "FEDummyResponse/FEDummyResult is missing",
  );
});

test("what must occur is never left out in silence", () => {
  const { Concepto: _concepto, ...without } = DETAIL;
  expect(() => wsfeService.writeType("FECAEDetRequest", without as ComprobanteDetail)).toThrow("Concepto has no value");
});

test("a table that names a type it does not have is refused", () => {
  expect(() => parseTypes({ types: { A: { B: "C?" } } })).toThrow("there is no type C");
});
