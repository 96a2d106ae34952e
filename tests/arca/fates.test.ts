import { expect, test } from "vitest";
import { type Authorization, isArcaError, isTicketRefused, openWsfe } from "../../workers/arca/index.ts";
import { toVerdicts } from "../../workers/issuer/verdicts.ts";

/**
 * One table for whatever may become of a FECAESolicitar, and what is concluded of the comprobante's fate. `not_sent`: nothing was
 * applied at ARCA. `in_doubt`: only ARCA can tell, and is asked before anything is sent again. `ticket`: nothing was applied, and a
 * new login may help. `rejected`, `authorized`, `out_of_sequence`: ARCA has said so.
 */
type Fate = "not_sent" | "in_doubt" | "ticket" | "rejected" | "authorized" | "out_of_sequence" | "not_processed";

const DETAIL = {
  Concepto: 1,
  DocTipo: 99,
  DocNro: "0",
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
} as const;
const LANE = { PtoVta: 1, CbteTipo: 6 };

const soap = (body: string): string =>
  `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`;
const result = (inner: string): string =>
  soap(
    `<FECAESolicitarResponse xmlns="http://ar.gov.afip.dif.FEV1/"><FECAESolicitarResult>${inner}</FECAESolicitarResult></FECAESolicitarResponse>`,
  );
const errors = (code: number): string => `<Errors><Err><Code>${code}</Code><Msg>No</Msg></Err></Errors>`;
const head = (verdict: string): string =>
  `<FeCabResp><Cuit>30500010912</Cuit><PtoVta>1</PtoVta><CbteTipo>6</CbteTipo><CantReg>1</CantReg><Resultado>${verdict}</Resultado></FeCabResp>`;
const det = (rest: string): string =>
  `<FeDetResp><FECAEDetResponse><Concepto>1</Concepto><DocTipo>99</DocTipo><DocNro>0</DocNro><CbteDesde>8</CbteDesde><CbteHasta>8</CbteHasta>${rest}</FECAEDetResponse></FeDetResp>`;
const fault = (code: string): string => soap(`<soap:Fault><faultcode>soap:${code}</faultcode><faultstring>No</faultstring></soap:Fault>`);
const observed = "<Observaciones><Obs><Code>10015</Code><Msg>No</Msg></Obs></Observaciones>";

const answers = (status: number, body: string) => async () => new Response(body, { status });
const throws = (error: unknown) => () => Promise.reject(error);
const code = (name: string): Error => new TypeError("fetch failed", { cause: { code: name } });
const AUTHORIZED = result(head("A") + det("<Resultado>A</Resultado><CAE>96481234567893</CAE><CAEFchVto>20261204</CAEFchVto>"));

const TABLE: readonly (readonly [string, () => Promise<Response>, Fate])[] = [
  ["a refused connection", throws(code("ECONNREFUSED")), "not_sent"],
  ["an unknown host", throws(code("ENOTFOUND")), "not_sent"],
  ["a connection that was reset", throws(code("ECONNRESET")), "in_doubt"],
  ["a connection that the runtime lost", throws(new Error("Network connection lost.")), "in_doubt"],
  ["no answer in time", () => new Promise(() => undefined), "in_doubt"],
  ["525: no TLS with ARCA", answers(525, "error code: 525"), "not_sent"],
  ["521: ARCA refused the edge's connection", answers(521, ""), "not_sent"],
  ["522: no answer to the edge", answers(522, ""), "in_doubt"],
  ["HTML instead of XML, 503", answers(503, "<html><body>Service Unavailable</body></html>"), "in_doubt"],
  ["HTML instead of XML, 200", answers(200, "<html><body>Mantenimiento</body></html>"), "in_doubt"],
  ["a balancer's text with 200 in the place of 500", answers(200, "BL1 2026-11-24 10:11:12 500"), "in_doubt"],
  ["truncated XML", answers(200, AUTHORIZED.slice(0, AUTHORIZED.length / 2)), "in_doubt"],
  ["an empty body", answers(200, ""), "in_doubt"],
  ["an empty 400: XML that ARCA cannot read", answers(400, ""), "not_sent"],
  ["404: not that address", answers(404, "<html></html>"), "not_sent"],
  ["500 without an envelope", answers(500, "Internal Server Error"), "in_doubt"],
  ["a fault of the client's", answers(500, fault("Client")), "not_sent"],
  ["a fault of the server's", answers(500, fault("Server")), "in_doubt"],
  ["another operation's answer", answers(200, soap("<FEDummyResponse/>")), "in_doubt"],
  ["an answer without its result", answers(200, soap("<FECAESolicitarResponse/>")), "in_doubt"],
  ["authorised, without a CAE", answers(200, AUTHORIZED.replace("96481234567893", "")), "in_doubt"],
  ["500: internal error of the application", answers(200, result(errors(500))), "in_doubt"],
  ["501: internal error of the database", answers(200, result(errors(501))), "in_doubt"],
  ["502: a transaction is under way", answers(200, result(errors(502))), "in_doubt"],
  ["600: the ticket", answers(200, result(errors(600))), "ticket"],
  ["601: the CUIT is not in the ticket", answers(200, result(errors(601))), "ticket"],
  ["10005: the header is refused", answers(200, result(head("R") + errors(10005))), "rejected"],
  [
    "10016: the number is taken, or not the next",
    answers(200, result(head("R") + det("<Resultado>R</Resultado>") + errors(10016))),
    "out_of_sequence",
  ],
  ["10015: the comprobante is refused", answers(200, result(head("R") + det(`<Resultado>R</Resultado>${observed}`))), "rejected"],
  ["authorised", answers(200, AUTHORIZED), "authorized"],
];

test.each(TABLE)("%s", async (_, send, fate) => {
  expect(await fateOf(send)).toBe(fate);
});

async function fateOf(send: () => Promise<Response>): Promise<Fate> {
  const wsfe = openWsfe({
    endpoint: "https://arca.example/",
    send,
    timeoutMs: 30,
    auth: async () => ({ token: "t", sign: "s" }),
    cuit: "30500010912",
  });
  try {
    return concluded(await wsfe.authorize(LANE, [DETAIL]));
  } catch (error) {
    if (!isArcaError(error)) throw error;
    return error.certainty === "not_sent" ? "not_sent" : "in_doubt";
  }
}

function concluded(answer: Authorization): Fate {
  if (isTicketRefused(answer.errors)) return "ticket";
  const [verdict] = toVerdicts([{ number: 8 }], answer);
  if (!verdict) return "in_doubt";
  return verdict.result === "approved" ? "authorized" : verdict.result;
}
