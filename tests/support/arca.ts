import type { IncomingMessage, ServerResponse } from "node:http";
import { json, text } from "node:stream/consumers";
import { arcaTimestamp } from "../../shared/dates.ts";
import { envelope, first, loginAnswer, send } from "./soap.ts";

/**
 * What goes wrong with one FECAESolicitar, in the order given. `lost`: applied, but the answer never leaves. `down`: cut before
 * applying. `hang`: applied, and then silence. `late`: silence, and applied only after `LATE_MS`. `foreign`: somebody else takes the
 * number first. `same_before`: cut, and somebody else has issued the very same under that number an hour ago. `read_hang`: of the next
 * FECompUltimoAutorizado or FECompConsultar, silence. The others are answers of ARCA's that apply nothing.
 */
export type Fault =
  | "lost"
  | "down"
  | "hang"
  | "late"
  | "foreign"
  | "same_before"
  | "read_hang"
  | "html"
  | "refused"
  | "501"
  | "502"
  | "600";

interface Comprobante {
  readonly number: number;
  readonly fields: string;
  readonly date: string;
  readonly cae: string;
  /** FchProceso. */
  readonly processed: string;
}

interface Taxpayer {
  readonly lanes: Map<string, Comprobante[]>;
  readonly faults: Fault[];
  readonly calls: Record<string, number>;
  /** FECompConsultar under way: now, and at most. */
  readonly reads: { now: number; most: number };
}

/** How ARCA receives a CUIT, where that is told by `PUT /door/<cuit>`: what WSAA answers, whom its next ticket names, points of sale. */
export interface Door {
  /** Code of a fault of WSAA's. */
  readonly login?: string;
  /** Whether a ticket that is given from now on names the CUIT. */
  readonly related?: boolean;
  /** CUITs that the tickets do not name which are given from now on to a certificate of this one. */
  readonly strangerTo?: readonly string[];
  /** By number, EmisionTipo. */
  readonly points?: Readonly<Record<number, string>>;
}

const LATE_MS = 700;
const READ_MS = 5;
const HOUR_MS = 3_600_000;
const UP = "<AppServer>OK</AppServer><DbServer>OK</DbServer><AuthServer>OK</AuthServer>";

/**
 * A second ARCA, independent of the sandbox: it numbers lanes and can be told to misbehave. `PUT /faults/<cuit>`,
 * `GET /ledger/<cuit>`, `DELETE` of it to begin its books anew, `POST /foreign/<cuit>` with a lane to issue there as somebody else. Each test takes a CUIT of its own.
 */
export function arca() {
  const taxpayers = new Map<string, Taxpayer>();
  const doors = new Map<string, Door>();
  /** The CUITs that were not related when a ticket was given. */
  const strangers = new Map<string, Set<string>>();
  const logins: Record<string, number> = {};
  const taxpayer = (cuit: string): Taxpayer => {
    const known = taxpayers.get(cuit) ?? { lanes: new Map<string, Comprobante[]>(), faults: [], calls: {}, reads: { now: 0, most: 0 } };
    taxpayers.set(cuit, known);
    return known;
  };

  return async (request: IncomingMessage, response: ServerResponse) => {
    const [, what = "", cuit = ""] = (request.url ?? "").split("/");
    if (what === "wsaa") {
      const holder = /CUIT (\d{11})/.exec(Buffer.from(first(await text(request), "in0"), "base64").toString("latin1"))?.[1] ?? "";
      logins[holder] = (logins[holder] ?? 0) + 1;
      const fault = doors.get(holder)?.login;
      if (fault !== undefined) return send(response, loginFault(fault), 500);
      const token = crypto.randomUUID();
      const unrelated = [...doors].flatMap(([one, { related }]) => (related === false ? [one] : []));
      strangers.set(token, new Set([...unrelated, ...(doors.get(holder)?.strangerTo ?? [])]));
      return send(response, loginAnswer(token));
    }
    if (what === "door") {
      doors.set(cuit, (await json(request)) as Door);
      return send(response, "");
    }
    if (what === "logins") return send(response, String(logins[cuit] ?? 0));
    if (what === "faults") return send(response, String(taxpayer(cuit).faults.push(...((await json(request)) as Fault[]))));
    if (what === "foreign") return send(response, String(issueForeign(laneNamed(taxpayer(cuit), await text(request)))));
    if (what === "ledger") {
      const { lanes, calls } = taxpayer(cuit);
      if (request.method === "DELETE") lanes.clear();
      return send(response, JSON.stringify({ lanes: Object.fromEntries(lanes), calls }));
    }
    if (what === "reads") return send(response, JSON.stringify(taxpayer(cuit).reads));
    if (what !== "wsfe") return send(response, "", 404);
    const body = await text(request);
    const who = taxpayer(first(body, "Cuit"));
    const operation = /<(FE\w+) xmlns/.exec(body)?.[1] ?? "";
    who.calls[operation] = (who.calls[operation] ?? 0) + 1;
    if (operation === "FEDummy") return send(response, envelope(operation, UP));
    if (strangers.get(first(body, "Token"))?.has(first(body, "Cuit"))) {
      const said = `ValidacionDeToken: No apareció CUIT en lista de relaciones: ${first(body, "Cuit")}`;
      return send(response, envelope(operation, `<Errors><Err><Code>600</Code><Msg>${said}</Msg></Err></Errors>`));
    }
    if (operation === "FEParamGetPtosVenta")
      return send(response, envelope(operation, pointsAnswer(doors.get(first(body, "Cuit"))?.points)));
    const isRead = operation.startsWith("FEComp");
    if (isRead && who.faults[0] === "read_hang") return void who.faults.shift();
    if (operation === "FECompUltimoAutorizado") return send(response, envelope(operation, lastAnswer(who, body)));
    if (operation === "FECompConsultar") return consult(who, body, response);
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
  if (fault === "same_before") {
    const fields = first(body, "FECAEDetRequest");
    const processed = arcaTimestamp(new Date(Date.now() - HOUR_MS));
    lane.push({ number: lane.length + 1, fields, date: first(fields, "CbteFch"), cae: "97000000000001", processed });
    return request.socket.destroy();
  }
  if (fault === "late") await new Promise((resolve) => setTimeout(resolve, LATE_MS));
  if (fault === "foreign") issueForeign(lane);
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
    if (!stopped) lane.push({ number, fields, date, cae, processed: arcaTimestamp(new Date()) });
    const verdict = stopped
      ? `<Resultado>R</Resultado>${observed ? "<Observaciones><Obs><Code>10015</Code><Msg>DocNro</Msg></Obs></Observaciones>" : ""}<CAE /><CAEFchVto />`
      : `<Resultado>A</Resultado><CAE>${cae}</CAE><CAEFchVto>20300101</CAEFchVto>`;
    const echo = ["Concepto", "DocTipo", "DocNro", "CbteDesde", "CbteHasta", "CbteFch"];
    return `<FECAEDetResponse>${echo.map((name) => `<${name}>${first(fields, name)}</${name}>`).join("")}${verdict}</FECAEDetResponse>`;
  });
  const header = ["PtoVta", "CbteTipo"].map((name) => `<${name}>${first(body, name)}</${name}>`).join("");
  const errors = outOfSequence ? "<Errors><Err><Code>10016</Code><Msg>El numero o fecha no se corresponde</Msg></Err></Errors>" : "";
  return `<FeCabResp><Cuit>1</Cuit>${header}<FchProceso>${arcaTimestamp(new Date())}</FchProceso><CantReg>${details.length}</CantReg><Resultado>${stopped ? "R" : "A"}</Resultado><Reproceso>N</Reproceso></FeCabResp><FeDetResp>${details.join("")}</FeDetResp>${errors}`;
}

async function consult(who: Taxpayer, body: string, response: ServerResponse) {
  who.reads.now += 1;
  who.reads.most = Math.max(who.reads.most, who.reads.now);
  await new Promise((resolve) => setTimeout(resolve, READ_MS));
  who.reads.now -= 1;
  return send(response, envelope("FECompConsultar", consultAnswer(who, body)));
}

function consultAnswer(who: Taxpayer, body: string): string {
  const found = laneOf(who, body)[Number(first(body, "CbteNro")) - 1];
  if (!found) return "<Errors><Err><Code>602</Code><Msg>No existen datos</Msg></Err></Errors>";
  const lane = ["PtoVta", "CbteTipo"].map((name) => `<${name}>${first(body, name)}</${name}>`).join("");
  const fields = found.fields || foreignFields(found);
  return `<ResultGet>${fields}<Resultado>A</Resultado><CodAutorizacion>${found.cae}</CodAutorizacion><EmisionTipo>CAE</EmisionTipo><FchVto>20300101</FchVto><FchProceso>${found.processed}</FchProceso>${lane}</ResultGet>`;
}

function foreignFields({ number, date }: Comprobante): string {
  const amounts = ["ImpTotal", "ImpTotConc", "ImpNeto", "ImpOpEx", "ImpTrib", "ImpIVA"].map((name) => `<${name}>0</${name}>`).join("");
  return `<Concepto>1</Concepto><DocTipo>96</DocTipo><DocNro>1</DocNro><CbteDesde>${number}</CbteDesde><CbteHasta>${number}</CbteHasta><CbteFch>${date}</CbteFch>${amounts}<MonId>PES</MonId><MonCotiz>1</MonCotiz>`;
}

function lastAnswer(who: Taxpayer, body: string): string {
  const lane = ["PtoVta", "CbteTipo"].map((name) => `<${name}>${first(body, name)}</${name}>`).join("");
  return `${lane}<CbteNro>${laneOf(who, body).length}</CbteNro>`;
}

const issueForeign = (lane: Comprobante[]): number =>
  lane.push({ number: lane.length + 1, fields: "", date: "20200101", cae: "97000000000000", processed: arcaTimestamp(new Date()) });

const laneOf = (who: Taxpayer, body: string): Comprobante[] => laneNamed(who, `${first(body, "PtoVta")}-${first(body, "CbteTipo")}`);

function laneNamed(who: Taxpayer, key: string): Comprobante[] {
  const lane = who.lanes.get(key) ?? [];
  who.lanes.set(key, lane);
  return lane;
}

function pointsAnswer(points: Door["points"] = {}): string {
  const rows = Object.entries(points).map(
    ([number, kind]) =>
      `<PtoVenta><Nro>${number}</Nro><EmisionTipo>${kind}</EmisionTipo><Bloqueado>N</Bloqueado><FchBaja>NULL</FchBaja></PtoVenta>`,
  );
  if (rows.length > 0) return `<ResultGet>${rows.join("")}</ResultGet>`;
  return "<Errors><Err><Code>602</Code><Msg>Sin Resultados: - Metodo FEParamGetPtosVenta</Msg></Err></Errors>";
}

const loginFault = (code: string): string =>
  `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault><faultcode xmlns:ns1="http://xml.apache.org/axis/">ns1:${code}</faultcode><faultstring>${code}</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>`;
