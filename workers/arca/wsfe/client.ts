import { openApi, type WsfeOptions } from "./api.ts";
import type { ComprobanteDetail, Lane } from "./detail.ts";
import { detailXml, tag } from "./detail-xml.ts";
import {
  type Authorization,
  type ConsultedComprobante,
  parseAuthorization,
  parseConsulted,
  parseDummy,
  parseLastAuthorized,
  type ServerStatus,
} from "./parse.ts";

/**
 * WSFEv1 for one CUIT. Every method may throw an ArcaError. ARCA's own Errors in a method that reads are thrown too, as
 * `arca_errors` with certainty `not_sent`: ARCA answered, and nothing was applied.
 */
export interface Wsfe {
  /** FEDummy: is the service up? Needs no ticket. */
  dummy(): Promise<ServerStatus>;
  /** FECompUltimoAutorizado. @returns 0 in a lane without comprobantes */
  lastAuthorized(lane: Lane): Promise<number>;
  /**
   * FECAESolicitar, for at most 250 comprobantes with consecutive numbers. ARCA's refusals are part of the answer and not thrown,
   * also that of the ticket: `isTicketRefused(answer.errors)`. What is thrown with certainty `unknown` leaves every number in doubt.
   */
  authorize(lane: Lane, details: readonly ComprobanteDetail[]): Promise<Authorization>;
  /** FECompConsultar. @returns undefined where ARCA has no comprobante of that number */
  consult(lane: Lane, number: number): Promise<ConsultedComprobante | undefined>;
}

export function openWsfe(options: WsfeOptions): Wsfe {
  const call = openApi(options);
  return {
    dummy: () => call({ operation: "FEDummy", auth: false, parameters: "", parse: parseDummy }),
    lastAuthorized: (lane) =>
      call({
        operation: "FECompUltimoAutorizado",
        auth: true,
        parameters: tag("PtoVta", lane.PtoVta) + tag("CbteTipo", lane.CbteTipo),
        parse: (result) => parseLastAuthorized(result, lane),
      }),
    authorize: (lane, details) =>
      call({
        operation: "FECAESolicitar",
        auth: true,
        parameters: requestXml(lane, details),
        parse: (result) => parseAuthorization(result, lane, new Set(details.map(({ CbteDesde }) => CbteDesde))),
      }),
    consult: (lane, number) =>
      call({
        operation: "FECompConsultar",
        auth: true,
        parameters: `<FeCompConsReq>${tag("CbteTipo", lane.CbteTipo)}${tag("CbteNro", number)}${tag("PtoVta", lane.PtoVta)}</FeCompConsReq>`,
        parse: (result) => parseConsulted(result, lane, number),
      }),
  };
}

function requestXml(lane: Lane, details: readonly ComprobanteDetail[]): string {
  const header = tag("CantReg", details.length) + tag("PtoVta", lane.PtoVta) + tag("CbteTipo", lane.CbteTipo);
  return `<FeCAEReq><FeCabReq>${header}</FeCabReq><FeDetReq>${details.map(detailXml).join("")}</FeDetReq></FeCAEReq>`;
}
