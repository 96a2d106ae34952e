import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { openAuthority } from "../../workers/sandbox/ca/authority.ts";
import { handleSandbox, transportTo } from "../../workers/sandbox/index.ts";
import { grantTicket } from "../../workers/sandbox/ticket.ts";
import { authXml, call, CUIT, detailXml, NOW, newTenant, post, solicitarXml, TODAY, WSFE_URL } from "./support.ts";

const OUT_OF_SEQUENCE =
  "<Errors><Err><Code>10016</Code><Msg>El numero o fecha del comprobante no se corresponde con el proximo a autorizar. Consultar metodo FECompUltimoAutorizado.</Msg></Err></Errors>";
const REFUSED = "<Resultado>R</Resultado><CAE /><CAEFchVto />";
const codes = (result: string): number[] => [...result.matchAll(/<Code>(\d+)<\/Code>/g)].map(([, code]) => Number(code));
const results = (result: string): string[] => [...result.matchAll(/<Resultado>(.)<\/Resultado>/g)].map(([, letter]) => String(letter));
const caes = (result: string): string[] => [...result.matchAll(/<CAE>(\d+)<\/CAE>/g)].map(([, cae]) => String(cae));

test("FEDummy needs no ticket, and not even a body", async () => {
  expect(await call("FEDummy", "")).toBe("<AppServer>OK</AppServer><DbServer>OK</DbServer><AuthServer>OK</AuthServer>");
  const headers = { soapaction: "http://ar.gov.afip.dif.FEV1/FEDummy" };
  const body = '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body></soap:Body></soap:Envelope>';
  const response = await handleSandbox(new Request(WSFE_URL, { method: "POST", headers, body }), env, NOW);
  expect(await response.text()).toBe(
    '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Header><FEHeaderInfo xmlns="http://ar.gov.afip.dif.FEV1/"><ambiente>Sandbox - arca-api</ambiente><fecha>2026-11-24T12:00:00.000-03:00</fecha><id>1.0.0.0</id></FEHeaderInfo></soap:Header><soap:Body><FEDummyResponse xmlns="http://ar.gov.afip.dif.FEV1/"><FEDummyResult><AppServer>OK</AppServer><DbServer>OK</DbServer><AuthServer>OK</AuthServer></FEDummyResult></FEDummyResponse></soap:Body></soap:Envelope>',
  );
});

test("a comprobante is authorised, counted, and given back", async () => {
  const auth = authXml(await newTenant());
  const lane = "<PtoVta>1</PtoVta><CbteTipo>6</CbteTipo>";
  expect(await call("FECompUltimoAutorizado", auth + lane)).toBe(`${lane}<CbteNro>0</CbteNro>`);

  const answer = await call("FECAESolicitar", auth + solicitarXml([detailXml(1)]));
  const [cae = ""] = caes(answer);
  expect(cae).toMatch(/^9647\d{10}$/);
  expect(answer).toBe(
    `<FeCabResp><Cuit>${CUIT}</Cuit><PtoVta>1</PtoVta><CbteTipo>6</CbteTipo><FchProceso>20261124120000</FchProceso><CantReg>1</CantReg><Resultado>A</Resultado><Reproceso>N</Reproceso></FeCabResp>` +
      `<FeDetResp><FECAEDetResponse><Concepto>1</Concepto><DocTipo>99</DocTipo><DocNro>0</DocNro><CbteDesde>1</CbteDesde><CbteHasta>1</CbteHasta><CbteFch>${TODAY}</CbteFch><Resultado>A</Resultado><CAE>${cae}</CAE><CAEFchVto>20261204</CAEFchVto></FECAEDetResponse></FeDetResp>`,
  );

  expect(await call("FECompUltimoAutorizado", auth + lane)).toBe(`${lane}<CbteNro>1</CbteNro>`);
  const asked = "<CbteTipo>6</CbteTipo><CbteNro>1</CbteNro><PtoVta>1</PtoVta>";
  expect(await call("FECompConsultar", `${auth}<FeCompConsReq>${asked}</FeCompConsReq>`)).toBe(
    `<ResultGet><Concepto>1</Concepto><DocTipo>99</DocTipo><DocNro>0</DocNro><CbteDesde>1</CbteDesde><CbteHasta>1</CbteHasta><CbteFch>${TODAY}</CbteFch><ImpTotal>121</ImpTotal><ImpTotConc>0</ImpTotConc><ImpNeto>100</ImpNeto><ImpOpEx>0</ImpOpEx><ImpTrib>0</ImpTrib><ImpIVA>21</ImpIVA><FchServDesde /><FchServHasta /><FchVtoPago /><MonId>PES</MonId><MonCotiz>1</MonCotiz><CondicionIVAReceptorId>5</CondicionIVAReceptorId><Iva><AlicIva><Id>5</Id><BaseImp>100</BaseImp><Importe>21</Importe></AlicIva></Iva><Resultado>A</Resultado><CodAutorizacion>${cae}</CodAutorizacion><EmisionTipo>CAE</EmisionTipo><FchVto>20261204</FchVto><FchProceso>20261124120000</FchProceso><PtoVta>1</PtoVta><CbteTipo>6</CbteTipo></ResultGet>`,
  );
  const missing = asked.replace("<CbteNro>1", "<CbteNro>2");
  expect(await call("FECompConsultar", `${auth}<FeCompConsReq>${missing}</FeCompConsReq>`)).toBe(
    "<Errors><Err><Code>602</Code><Msg>No existen datos en nuestros registros para los parametros ingresados.</Msg></Err></Errors>",
  );
});

test("a number sent again, or one too far, changes nothing", async () => {
  const auth = authXml(await newTenant());
  await call("FECAESolicitar", auth + solicitarXml([detailXml(1)]));
  for (const number of [1, 3]) {
    const answer = await call("FECAESolicitar", auth + solicitarXml([detailXml(number)]));
    expect(answer).toContain(
      `<CbteHasta>${number}</CbteHasta><CbteFch>${TODAY}</CbteFch>${REFUSED}</FECAEDetResponse></FeDetResp>${OUT_OF_SEQUENCE}`,
    );
    expect(results(answer)).toEqual(["R", "R"]);
  }
  expect(await call("FECompUltimoAutorizado", `${auth}<PtoVta>1</PtoVta><CbteTipo>6</CbteTipo>`)).toContain("<CbteNro>1</CbteNro>");
});

test("dates of a lane do not go back; those of another lane are their own", async () => {
  const auth = authXml(await newTenant());
  await call("FECAESolicitar", auth + solicitarXml([detailXml(1)]));
  const earlier = await call("FECAESolicitar", auth + solicitarXml([detailXml(2, { CbteFch: "20261123" })]));
  expect(codes(earlier)).toEqual([10016]);
  expect(earlier).toContain(OUT_OF_SEQUENCE);
  const elsewhere = await call("FECAESolicitar", auth + solicitarXml([detailXml(1, { CbteFch: "20261123" })], { PtoVta: 2 }));
  expect(results(elsewhere)).toEqual(["A", "A"]);
});

test("the first that is refused ends a batch; those after it are not processed", async () => {
  const auth = authXml(await newTenant());
  const wrong = detailXml(2, { ImpTotal: "130.00", CbteFch: "20261101" });
  const answer = await call("FECAESolicitar", auth + solicitarXml([detailXml(1), wrong, detailXml(3)]));
  expect(codes(answer)).toEqual([10016]);
  expect(results(answer)).toEqual(["P", "A", "R", "R"]);
  const observed = await call("FECAESolicitar", auth + solicitarXml([detailXml(2, { ImpTotal: "130.00" }), detailXml(3)]));
  expect(results(observed)).toEqual(["R", "R", "R"]);
  expect(codes(observed)).toEqual([10048]);
  expect(observed).toMatch(
    /<Resultado>R<\/Resultado><Observaciones><Obs><Code>10048<\/Code><Msg>[^<]+<\/Msg><\/Obs><\/Observaciones><CAE \/>/,
  );
  expect(observed).toContain(`<CbteDesde>3</CbteDesde><CbteHasta>3</CbteHasta><CbteFch>${TODAY}</CbteFch>${REFUSED}`);
  expect(observed).not.toContain("<Errors>");
  expect(results(await call("FECAESolicitar", auth + solicitarXml([detailXml(2)])))).toEqual(["A", "A"]);
});

test("a date outside the window is observed, not an error", async () => {
  const auth = authXml(await newTenant());
  const answer = await call("FECAESolicitar", auth + solicitarXml([detailXml(1, { CbteFch: "20261101" })]));
  expect(answer).toContain(
    "<Observaciones><Obs><Code>10016</Code><Msg>Campo CbteFch Debe estar comprendido  en el  rango  N-5 y N+5 siendo N la fecha de envio del pedido  de autorizacion para 1 - Productos</Msg></Obs></Observaciones><CAE /><CAEFchVto />",
  );
  expect(answer).not.toContain("<Errors>");
});

test("an A to a monotributista is authorised and observed, and the observation is given back", async () => {
  const auth = authXml(await newTenant());
  const a = detailXml(1, { DocTipo: 80, DocNro: "20222222223", CondicionIVAReceptorId: 6 });
  const answer = await call("FECAESolicitar", auth + solicitarXml([a], { CbteTipo: 1 }));
  expect(answer).toMatch(
    /<Resultado>A<\/Resultado><Observaciones><Obs><Code>10217<\/Code><Msg>El credito fiscal [^<]+<\/Msg><\/Obs><\/Observaciones><CAE>/,
  );
  const asked = "<FeCompConsReq><CbteTipo>1</CbteTipo><CbteNro>1</CbteNro><PtoVta>1</PtoVta></FeCompConsReq>";
  expect(await call("FECompConsultar", auth + asked)).toMatch(/<FchProceso>\d{14}<\/FchProceso><Observaciones><Obs><Code>10217</);
});

test("without a date, a comprobante is of today", async () => {
  const auth = authXml(await newTenant());
  const answer = await call(
    "FECAESolicitar",
    auth + solicitarXml([detailXml(1, { CbteFch: undefined })]),
    new Date("2026-11-25T01:00:00Z"),
  );
  expect(answer).toContain(`<CbteFch>${TODAY}</CbteFch><Resultado>A</Resultado>`);
});

test.each([
  [{ CantReg: 0 }, [10001, 10002]],
  [{ CantReg: 3 }, [10002]],
  [{ PtoVta: 99_999 }, [10004]],
  [{ CbteTipo: 0 }, [10006]],
  [{ CbteTipo: 999 }, [10007]],
])("header %j is refused as a whole", async (header, expected) => {
  const answer = await call("FECAESolicitar", authXml(await newTenant()) + solicitarXml([detailXml(1), detailXml(2)], header));
  expect(codes(answer)).toEqual(expected);
  expect(answer).toMatch(/^<FeCabResp>.*<Resultado>R<\/Resultado><Reproceso>N<\/Reproceso><\/FeCabResp><Errors>/);
});

test("250 in one request, each with a CAE of its own", async () => {
  const auth = authXml(await newTenant());
  const details = Array.from({ length: 251 }, (_, i) => detailXml(i + 1));
  expect(codes(await call("FECAESolicitar", auth + solicitarXml(details)))).toEqual([10003]);
  const answer = await call("FECAESolicitar", auth + solicitarXml(details.slice(0, 250)));
  expect(new Set(caes(answer)).size).toBe(250);
  const wrong = await call("FECAESolicitar", auth + solicitarXml(details.slice(0, 250)));
  expect(codes(wrong)).toEqual([10016]);
  expect(results(wrong)).toEqual(Array.from({ length: 251 }, () => "R"));
});

test("tenants do not see each other's numbers, though the CUIT is the same", async () => {
  const [one, other] = [authXml(await newTenant()), authXml(await newTenant())];
  const [first] = caes(await call("FECAESolicitar", one + solicitarXml([detailXml(1)])));
  const [second] = caes(await call("FECAESolicitar", other + solicitarXml([detailXml(1)])));
  expect(first).not.toBe(second);
});

describe("parameters of the queries", () => {
  test.each([
    ["FECompUltimoAutorizado", "<PtoVta>0</PtoVta><CbteTipo>6</CbteTipo>", [11000]],
    ["FECompUltimoAutorizado", "<PtoVta>1</PtoVta><CbteTipo>999</CbteTipo>", [11001]],
    ["FECompUltimoAutorizado", "", [11000, 11001]],
    ["FECompConsultar", "", [10200, 10201, 10202]],
  ])("%s %s", async (operation, inner, expected) => {
    expect(codes(await call(operation, authXml(await newTenant()) + inner))).toEqual(expected);
  });
});

describe("tickets", () => {
  const refusal = async (auth: string, now = NOW) => {
    const result = await call("FECompUltimoAutorizado", `${auth}<PtoVta>1</PtoVta><CbteTipo>6</CbteTipo>`, now);
    return /^<PtoVta>0<\/PtoVta><CbteTipo>0<\/CbteTipo><CbteNro>0<\/CbteNro><Errors><Err><Code>(\d+)<\/Code><Msg>(.*)<\/Msg><\/Err><\/Errors>$/
      .exec(result)
      ?.slice(1);
  };

  test("are looked at in ARCA's order, with its words", async () => {
    const ticket = await newTenant();
    expect(await refusal("")).toEqual(["500", "Campo Auth no fue ingresado o esta mal formado."]);
    expect(await refusal("<Auth/>")).toEqual(["600", "ValidacionDeToken: Parametro nulo o vacio (token)"]);
    expect(await refusal(authXml({ ...ticket, token: "no" }))).toEqual([
      "600",
      "ValidacionDeToken: No valido token. Excepcion: CargarStringBase64Token: Excepción: CargarNodos: Error al cargar token XML. Excepcion: Data at the root level is invalid. Line 1, position 1.",
    ]);
    expect(await refusal(authXml(ticket), new Date("2026-11-25T04:00:01Z"))).toEqual([
      "600",
      "ValidacionDeToken: No validaron las fechas del token GenTime, ExpTime, NowUTC: 1795532340 (11/24/2026 2:58:30 PM), 1795575600 (11/25/2026 3:00:00 AM), 11/25/2026 4:00:01 AM",
    ]);
    expect(await refusal(authXml({ ...ticket, sign: "AAAA" }))).toEqual(["600", "ValidacionDeToken: Error al verificar hash: "]);
    expect(await refusal(authXml(ticket, "30500010912"))).toEqual([
      "600",
      "ValidacionDeToken: No apareció CUIT en lista de relaciones: 30500010912",
    ]);
  });

  test("of another service are not for this one", async () => {
    const holder = { name: "CN=prueba", cuit: CUIT, tenant: "org_wsfex" };
    const ticket = await grantTicket(await openAuthority(env.SANDBOX_CA_KEY), { holder, service: "wsfex", now: NOW, uniqueId: 1 });
    expect(await refusal(authXml(ticket))).toEqual(["600", "ValidacionDeToken: No valido Id Sistema: wsfe(Id Sistema de token es: wsfex)"]);
  });

  test("cannot be altered to be another tenant's", async () => {
    const { token, sign } = await newTenant();
    const altered = btoa(atob(token).replace(/tenant="[^"]*"/, 'tenant="org_otra"'));
    expect(await refusal(authXml({ token: altered, sign }))).toEqual(["600", "ValidacionDeToken: Error al verificar hash: "]);
  });

  test("are all that a refused FECAESolicitar speaks of", async () => {
    expect(await call("FECAESolicitar", solicitarXml([detailXml(1)]))).toMatch(/^<Errors><Err><Code>500<\/Code>.*<\/Errors>$/);
  });
});

describe("requests that no operation can be given", () => {
  const send = (body: string, headers: Record<string, string> = {}) =>
    handleSandbox(new Request(WSFE_URL, { method: "POST", headers, body }), env, NOW);

  test("an unknown SOAPAction, or none and an unknown element", async () => {
    const response = await post("FENada", "");
    expect(response.status).toBe(500);
    expect(await response.text()).toContain(
      "<soap:Body><soap:Fault><faultcode>soap:Client</faultcode><faultstring>System.Web.Services.Protocols.SoapException: Server did not recognize the value of HTTP Header SOAPAction: http://ar.gov.afip.dif.FEV1/FENada.</faultstring><detail /></soap:Fault></soap:Body>",
    );
    const body = '<Envelope><Body><FEDummy xmlns="http://ar.gov.afip.dif.FEV1/"/></Body></Envelope>';
    expect((await send(body)).status).toBe(200);
    expect((await send(body.replace(/ xmlns="[^"]*"/, ""))).status).toBe(500);
    expect((await send(body.replace("FEDummy", "FENada"))).status).toBe(500);
    expect((await send(body, { soapaction: "FEDummy" })).status).toBe(500);
  });

  test("a number that is none", async () => {
    const response = await post("FECAESolicitar", authXml(await newTenant()) + solicitarXml([detailXml(1)], { CbteTipo: "seis" }));
    expect(response.status).toBe(500);
    expect(await response.text()).toMatch(
      /<faultstring>Server was unable to read request\. ---&gt; System\.InvalidOperationException: There is an error in XML document \(1, \d+\)\. ---&gt; System\.FormatException: Input string was not in a correct format\.<\/faultstring>/,
    );
  });

  test("no XML, too much of it, no POST", async () => {
    const malformed = await send("<Envelope>");
    expect([malformed.status, await malformed.text()]).toEqual([400, ""]);
    expect((await send(" ".repeat(5 * 1024 * 1024))).status).toBe(413);
    expect((await handleSandbox(new Request(WSFE_URL), env, NOW)).status).toBe(405);
  });
});

test("the product reaches it without leaving the process", async () => {
  const headers = { soapaction: '"http://ar.gov.afip.dif.FEV1/FEDummy"' };
  const body = "<Envelope><Body><FEDummy/></Body></Envelope>";
  const response = await transportTo("sandbox", env)(new Request(WSFE_URL, { method: "POST", headers, body }));
  expect(await response.text()).toContain("<AuthServer>OK</AuthServer>");
});
