import type { CallerOptions } from "../caller.ts";
import { type ServerStatus, serverStatus } from "../server-status.ts";
import { openCaea, type WsfeCaea } from "./caea.ts";
import { openWsfeCaller, unlessNone } from "./caller.ts";
import type { ComprobanteDetail, Lane } from "./detail.ts";
import { openParameters, type WsfeParameters } from "./parameters.ts";
import { type Authorization, type ConsultedComprobante, parseAuthorized, parseBatch, parseConsulted, requireLane } from "./parse.ts";
import { headerOf, numbersOf, withoutEmptyLists } from "./request.ts";

/**
 * WSFEv1 for one CUIT, all of its operations. Every method may throw an ArcaError. ARCA's own Errors in a method that reads are
 * thrown too, as `arca_errors` with certainty `not_sent`: ARCA answered, and nothing was applied.
 */
export interface Wsfe extends WsfeCaea, WsfeParameters {
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

export function openWsfe(options: CallerOptions): Wsfe {
  const caller = openWsfeCaller(options);
  return {
    ...openCaea(caller),
    ...openParameters(caller),
    dummy: () => caller.call("FEDummy", {}, serverStatus("FEDummy")),
    lastAuthorized: ({ PtoVta, CbteTipo }) =>
      caller.ask(
        "FECompUltimoAutorizado",
        (Auth) => ({ Auth, PtoVta, CbteTipo }),
        (result) => {
          requireLane("FECompUltimoAutorizado", result, { PtoVta, CbteTipo });
          return result.CbteNro;
        },
      ),
    authorize: (lane, details) =>
      caller.call(
        "FECAESolicitar",
        (Auth) => ({ Auth, FeCAEReq: { FeCabReq: headerOf(lane, details), FeDetReq: details.map(withoutEmptyLists) } }),
        (answer) =>
          parseBatch("FECAESolicitar", { answer, found: answer.FeDetResp ?? [], lane, numbers: numbersOf(details) }, parseAuthorized),
      ),
    consult: ({ PtoVta, CbteTipo }, CbteNro) =>
      unlessNone(
        caller.ask(
          "FECompConsultar",
          (Auth) => ({ Auth, FeCompConsReq: { CbteTipo, CbteNro, PtoVta } }),
          (result) => parseConsulted(result, { PtoVta, CbteTipo }, CbteNro),
        ),
        undefined,
      ),
  };
}
