import type { IncomingMessage, ServerResponse } from "node:http";
import { json, text } from "node:stream/consumers";

/**
 * What goes wrong with one FECAESolicitar, in the order given. `lost`: applied, but the answer never leaves. `down`: cut before
 * applying. `hang`: applied, and then silence. `late`: silence, and applied only after `LATE_MS`. `foreign`: somebody else takes the
 * number first. The others are answers of ARCA's that apply nothing.
 */
export type Fault = "lost" | "down" | "hang" | "late" | "foreign" | "html" | "refused" | "501" | "502" | "600";

interface Comprobante {
  readonly number: number;
  readonly fields: string;
  readonly date: string;
  readonly cae: string;
}

interface Taxpayer {
  readonly lanes: Map<string, Comprobante[]>;
  readonly faults: Fault[];
  readonly calls: Record<string, number>;
}

const LATE_MS = 700;
const UP = "<AppServer>OK</AppServer><DbServer>OK</DbServer><AuthServer>OK</AuthServer>";
const NAMESPACE = "http://ar.gov.afip.dif.FEV1/";

/**
 * A second ARCA, independent of the sandbox: it numbers lanes and can be told to misbehave. `PUT /faults/<cuit>`,
 * `GET /ledger/<cuit>`. Each test takes a CUIT of its own.
 */
export function arca() {
  const taxpayers = new Map<string, Taxpayer>();
  const taxpayer = (cuit: string): Taxpayer => {
    const known = taxpayers.get(cuit) ?? { lanes: new Map<string, Comprobante[]>(), faults: [], calls: {} };
    taxpayers.set(cuit, known);
    return known;
  };

  return async (request: IncomingMessage, response: ServerResponse) => {
    const [, what = "", cuit = ""] = (request.url ?? "").split("/");
    if (what === "wsaa") return send(response, loginAnswer());
    if (what === "faults") return send(response, String(taxpayer(cuit).faults.push(...((await json(request)) as Fault[]))));
    if (what === "ledger") {
      const { lanes, calls } = taxpayer(cuit);
      return send(response, JSON.stringify({ lanes: Object.fromEntries(lanes), calls }));
    }
    if (what !== "wsfe") return send(response, "", 404);
    const body = await text(request);
    const who = taxpayer(first(body, "Cuit"));
    const operation = /<(FE\w+) xmlns/.exec(body)?.[1] ?? "";
    who.calls[operation] = (who.calls[operation] ?? 0) + 1;
    if (operation === "FEDummy") return send(response, envelope(operation, UP));
    if (operation === "FECompUltimoAutorizado") return send(response, envelope(operation, lastAnswer(who, body)));
    if (operation === "FECompConsultar") return send(response, envelope(operation, consultAnswer(who, body)));
    return authorize(who, body, request, response);
  };
}

async function authorize(who: Taxpayer, body: string, request: IncomingMessage, response: ServerResponse) {
  const lane = laneOf(who, body);
  const fault = who.faults.shift();
  if (fault === "down") return request.socket.destroy();
  if (fault === "html") return send(response, "<html><body>Service Unavailable</body></html>", 503);
  if (fault === "501" || fault === "502" || fault === "600") {
    return send(response, envelope("FECAESolicitar", `<Errors><Err><Code>${fault}</Code><Msg>Error ${fault}</Msg></Err></Errors>`));
  }
  if (fault === "late") await new Promise((resolve) => setTimeout(resolve, LATE_MS));
  if (fault === "foreign") lane.push({ number: lane.length + 1, fields: "", date: "20200101", cae: "97000000000000" });
  const answer = apply(lane, body, fault === "refused");
  if (fault === "lost") return request.socket.destroy();
  if (fault === "hang" || fault === "late") return undefined;
  return send(response, envelope("FECAESolicitar", answer));
}

/** As ARCA does it: in order, and nothing after the first refusal. */
function apply(lane: Comprobante[], body: string, refuse: boolean): string {
  let stopped = false;
  let outOfSequence = false;
  const details = [...body.matchAll(/<FECAEDetRequest>(.*?)<\/FECAEDetRequest>/gs)].map(([, fields = ""]) => {
    const number = Number(first(fields, "CbteDesde"));
    const date = first(fields, "CbteFch");
    if (!stopped && (number !== lane.length + 1 || date < (lane.at(-1)?.date ?? ""))) stopped = outOfSequence = true;
    const observed = !stopped && refuse;
    stopped ||= refuse;
    const cae = `97${String(Math.trunc(Math.random() * 1e12)).padStart(12, "0")}`;
    if (!stopped) lane.push({ number, fields, date, cae });
    const verdict = stopped
      ? `<Resultado>R</Resultado>${observed ? "<Observaciones><Obs><Code>10015</Code><Msg>DocNro</Msg></Obs></Observaciones>" : ""}<CAE /><CAEFchVto />`
      : `<Resultado>A</Resultado><CAE>${cae}</CAE><CAEFchVto>20300101</CAEFchVto>`;
    const echo = ["Concepto", "DocTipo", "DocNro", "CbteDesde", "CbteHasta", "CbteFch"];
    return `<FECAEDetResponse>${echo.map((name) => `<${name}>${first(fields, name)}</${name}>`).join("")}${verdict}</FECAEDetResponse>`;
  });
  const header = ["PtoVta", "CbteTipo"].map((name) => `<${name}>${first(body, name)}</${name}>`).join("");
  const errors = outOfSequence ? "<Errors><Err><Code>10016</Code><Msg>El numero o fecha no se corresponde</Msg></Err></Errors>" : "";
  return `<FeCabResp><Cuit>1</Cuit>${header}<FchProceso>20260101000000</FchProceso><CantReg>${details.length}</CantReg><Resultado>${stopped ? "R" : "A"}</Resultado><Reproceso>N</Reproceso></FeCabResp><FeDetResp>${details.join("")}</FeDetResp>${errors}`;
}

function consultAnswer(who: Taxpayer, body: string): string {
  const found = laneOf(who, body)[Number(first(body, "CbteNro")) - 1];
  if (!found) return "<Errors><Err><Code>602</Code><Msg>No existen datos</Msg></Err></Errors>";
  const lane = ["PtoVta", "CbteTipo"].map((name) => `<${name}>${first(body, name)}</${name}>`).join("");
  const fields = found.fields || foreignFields(found);
  return `<ResultGet>${fields}<Resultado>A</Resultado><CodAutorizacion>${found.cae}</CodAutorizacion><EmisionTipo>CAE</EmisionTipo><FchVto>20300101</FchVto><FchProceso>20260101000000</FchProceso>${lane}</ResultGet>`;
}

function foreignFields({ number, date }: Comprobante): string {
  const amounts = ["ImpTotal", "ImpTotConc", "ImpNeto", "ImpOpEx", "ImpTrib", "ImpIVA"].map((name) => `<${name}>0</${name}>`).join("");
  return `<Concepto>1</Concepto><DocTipo>96</DocTipo><DocNro>1</DocNro><CbteDesde>${number}</CbteDesde><CbteHasta>${number}</CbteHasta><CbteFch>${date}</CbteFch>${amounts}<MonId>PES</MonId><MonCotiz>1</MonCotiz>`;
}

function lastAnswer(who: Taxpayer, body: string): string {
  const lane = ["PtoVta", "CbteTipo"].map((name) => `<${name}>${first(body, name)}</${name}>`).join("");
  return `${lane}<CbteNro>${laneOf(who, body).length}</CbteNro>`;
}

function laneOf(who: Taxpayer, body: string): Comprobante[] {
  const key = `${first(body, "PtoVta")}-${first(body, "CbteTipo")}`;
  const lane = who.lanes.get(key) ?? [];
  who.lanes.set(key, lane);
  return lane;
}

const first = (xml: string, name: string): string => new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(xml)?.[1] ?? "";

function loginAnswer(): string {
  const ticket = `<loginTicketResponse version="1.0"><header><source>s</source><destination>d</destination><uniqueId>1</uniqueId><generationTime>${new Date().toISOString()}</generationTime><expirationTime>${new Date(Date.now() + 43_200_000).toISOString()}</expirationTime></header><credentials><token>${crypto.randomUUID()}</token><sign>c2lnbg==</sign></credentials></loginTicketResponse>`;
  const escaped = ticket.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><loginCmsResponse xmlns="x"><loginCmsReturn>${escaped}</loginCmsReturn></loginCmsResponse></soapenv:Body></soapenv:Envelope>`;
}

const envelope = (operation: string, result: string): string =>
  `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><${operation}Response xmlns="${NAMESPACE}"><${operation}Result>${result}</${operation}Result></${operation}Response></soap:Body></soap:Envelope>`;

const send = (response: ServerResponse, body: string, status = 200) =>
  response.writeHead(status, { "content-type": "text/xml; charset=utf-8" }).end(body);
