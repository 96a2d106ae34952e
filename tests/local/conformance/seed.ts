import { fiscalDate, toArcaDate } from "../../../shared/dates.ts";
import { wsfeService, wsfexService } from "../../../workers/arca/schema/index.ts";
import type { Lane } from "../../../workers/arca/wsfe/detail.ts";
import { find, parseXml, textOf, type XmlElement } from "../../../workers/platform/xml.ts";
import type { Export } from "../../../workers/sandbox/register.ts";
import { DOT_NET } from "../../../workers/sandbox/soap/deserialize.ts";
import { openStore } from "../../../workers/sandbox/store.ts";
import { openExportStore } from "../../../workers/sandbox/wsfex/export-store.ts";
import { readDetail } from "../../../workers/sandbox/wsfe/detail.ts";
import type { Exchange } from "./recordings.ts";

const CUIT = "20267565393";
const CAE = "71263951828643";

const resultIn = ({ operation, response }: Exchange): XmlElement | undefined =>
  find(parseXml(response), "Body", `${operation}Response`, `${operation}Result`);

/** What ARCA must have held before, as far as its answers tell. */
export function seed(storage: DurableObjectStorage, exchanges: readonly Exchange[]): void {
  seedComprobantes(storage, exchanges);
  seedAssociated(storage, exchanges);
  // What was given back whole comes before what is known by its number alone.
  for (const exchange of exchanges.toSorted((a, b) => Number(b.operation === "FEXGetCMP") - Number(a.operation === "FEXGetCMP"))) {
    if (exchange.service === "wscdc") seedVerified(storage, exchange);
    if (exchange.service === "wsfexv1") seedExport(storage, exchange);
  }
}

/** A comprobante that ARCA gave back, or one up to its last number. */
function seedComprobantes(storage: DurableObjectStorage, exchanges: readonly Exchange[]): void {
  const own = exchanges.filter(({ service }) => service === "wsfev1");
  const results = own.map(resultIn);
  const isNew = results.some((result) => textOf(find(result, "FeCabResp"), "Resultado") === "A");
  const given = own
    .map((exchange) => find(resultIn(exchange), "ResultGet", "CbteDesde") && resultIn(exchange))
    .find((found) => found && !isNew);
  const last = results.find((result) => Number(textOf(result, "CbteNro")) > 0);
  const at = own[0]?.at ?? new Date(0);
  if (given) addConsulted(storage, given);
  else if (last) addNumber(storage, laneIn(last), Number(textOf(last, "CbteNro")), at);
  else seedBehindFirstRequest(storage, own, at);
}

/** Of a conversation that only asks for a CAE: the one before, dated later than the one asked for where ARCA refused it. */
function seedBehindFirstRequest(storage: DurableObjectStorage, exchanges: readonly Exchange[], at: Date): void {
  const first = exchanges.find(({ operation }) => operation === "FECAESolicitar");
  const header = first && find(resultIn(first), "FeCabResp");
  if (!header) return;
  addNumber(storage, laneIn(header), Number(textOf(find(resultIn(first), "FeDetResp", "FECAEDetResponse"), "CbteDesde")) - 1, at);
}

/** Comprobantes that an authorised one names: ARCA did not say that they were missing. */
function seedAssociated(storage: DurableObjectStorage, exchanges: readonly Exchange[]): void {
  const asking = exchanges.filter(({ operation }) => operation === "FECAESolicitar");
  for (const exchange of asking.filter((one) => textOf(find(resultIn(one), "FeCabResp"), "Resultado") === "A")) {
    const request = find(parseXml(exchange.request), "Body", "FECAESolicitar");
    const associated = wsfeService
      .readRequest("FECAESolicitar", request, DOT_NET)
      .FeCAEReq?.FeDetReq?.flatMap(({ CbtesAsoc = [] }) => CbtesAsoc);
    for (const { Tipo, PtoVta, Nro } of associated ?? []) addNumber(storage, { PtoVta, CbteTipo: Tipo }, Nro, exchange.at);
  }
}

function addConsulted(storage: DurableObjectStorage, result: XmlElement): void {
  const element = find(result, "ResultGet");
  const message = { ...parseXml("<FECompConsultarResponse/>"), children: [result] };
  const given = wsfeService.readResponse("FECompConsultar", message, DOT_NET)?.ResultGet;
  if (!given) throw new Error("nothing was given back");
  openStore(storage).add(1, CUIT, laneIn(element), {
    detail: readDetail(given, "2021-01-01"),
    observations: (given.Observaciones ?? []).map(({ Code, Msg = "" }) => ({ code: Code, message: Msg })),
    emission: "CAE",
    cae: given.CodAutorizacion ?? "",
    caeExpiresOn: given.FchVto ?? "",
    processedAt: given.FchProceso ?? "",
  });
}

function addNumber(storage: DurableObjectStorage, lane: Lane, number: number, at: Date): void {
  add(storage, lane, { CbteDesde: number, CbteHasta: number, CbteFch: toArcaDate(fiscalDate(at)) });
}

function add(storage: DurableObjectStorage, lane: Lane, fields: object, cae = CAE): void {
  const detail = {
    ...readDetail(wsfeService.readRequest("FECAESolicitar", parseXml(EMPTY), DOT_NET).FeCAEReq?.FeDetReq?.[0] ?? never(), "2021-01-01"),
    ...fields,
  };
  const store = openStore(storage);
  const sequence = store.lastSequence() + 1;
  const code = cae === CAE ? String(Number(CAE) + sequence) : cae;
  store.add(sequence, CUIT, lane, { detail, observations: [], emission: "CAE", cae: code, caeExpiresOn: "", processedAt: "" });
}

const EMPTY = "<r><FeCAEReq><FeDetReq><FECAEDetRequest/></FeDetReq></FeCAEReq></r>";
const never = (): never => {
  throw new Error("the empty request has a record");
};

/** The comprobante that somebody asked WSCDC about, where it was there. */
function seedVerified(storage: DurableObjectStorage, exchange: Exchange): void {
  const result = resultIn(exchange);
  const asked = find(result, "CmpResp");
  if (exchange.operation !== "ComprobanteConstatar" || textOf(result, "Resultado") !== "A") return;
  const number = Number(textOf(asked, "CbteNro"));
  const fields = {
    CbteDesde: number,
    CbteHasta: number,
    CbteFch: textOf(asked, "CbteFch"),
    ImpTotal: textOf(asked, "ImpTotal"),
    DocTipo: Number(textOf(asked, "DocTipoReceptor")),
    DocNro: textOf(asked, "DocNroReceptor"),
  };
  add(storage, laneIn(asked), fields, textOf(asked, "CodAutorizacion"));
}

/** The export that ARCA gave back, or the last one of a lane, or of an Id. */
function seedExport(storage: DurableObjectStorage, exchange: Exchange): void {
  const message = find(parseXml(exchange.response), "Body", `${exchange.operation}Response`);
  const lane = { Cbte_Tipo: 19, Punto_vta: 7 };
  if (exchange.operation === "FEXGetCMP" && message) {
    const given = wsfexService.readResponse("FEXGetCMP", message, DOT_NET)?.FEXResultGet;
    if (!given || given.Id === "0") return;
    const { Cbte_tipo, Fch_venc_Cae = "", Cae = "", Resultado: _, Motivos_Obs: __, ...rest } = given;
    addExport(storage, { ...rest, Cbte_Tipo: Cbte_tipo }, { cae: Cae, caeExpiresOn: Fch_venc_Cae });
  }
  const last = find(resultIn(exchange), "FEXResult_LastCMP");
  if (last) {
    const asked = find(parseXml(exchange.request), "Body", "FEXGetLast_CMP", "Auth");
    const key = { Cbte_Tipo: Number(textOf(asked, "Cbte_Tipo")), Punto_vta: Number(textOf(asked, "Pto_venta")) };
    const made = { ...key, Id: "1", Cbte_nro: Number(textOf(last, "Cbte_nro")), Fecha_cbte: textOf(last, "Cbte_fecha") };
    addExport(storage, made as Export);
  }
  const id = exchange.operation === "FEXGetLast_ID" ? textOf(find(resultIn(exchange), "FEXResultGet"), "Id") : undefined;
  if (id) addExport(storage, { ...lane, Id: id, Cbte_nro: 1, Fecha_cbte: "20210601" } as Export);
  if (exchange.operation === "FEXAuthorize") seedBehindExport(storage, exchange);
}

function seedBehindExport(storage: DurableObjectStorage, { request }: Exchange): void {
  const asked = find(parseXml(request), "Body", "FEXAuthorize", "Cmp");
  const lane = { Cbte_Tipo: Number(textOf(asked, "Cbte_Tipo")), Punto_vta: Number(textOf(asked, "Punto_vta")) };
  addExport(storage, { ...lane, Id: "1", Cbte_nro: Number(textOf(asked, "Cbte_nro")) - 1, Fecha_cbte: "20210601" } as Export);
}

function addExport(storage: DurableObjectStorage, request: Export, { cae = CAE, caeExpiresOn = "" } = {}): void {
  const store = openExportStore(storage);
  if (store.byId(CUIT, request.Id)) return;
  const unique = cae === CAE ? String(Number(CAE) + store.count()) : cae;
  store.add(CUIT, { request, cae: unique, caeExpiresOn, processedOn: "" }, request.Fecha_cbte ?? "");
}

const laneIn = (element: XmlElement | undefined): Lane => ({
  PtoVta: Number(textOf(element, "PtoVta")),
  CbteTipo: Number(textOf(element, "CbteTipo")),
});
