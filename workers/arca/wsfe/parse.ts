import type { IsoDate } from "../../../shared/dates.ts";
import { ArcaError } from "../errors.ts";
import type { Reader } from "../read.ts";
import type { AlicIva, ArcaMessage, ComprobanteDetail, Lane } from "./detail.ts";

/** FEDummy's three answers, `OK` when all is well. It may say so while calls fail with 501. */
export interface ServerStatus {
  readonly appServer: string;
  readonly dbServer: string;
  readonly authServer: string;
}

/** What ARCA says of one comprobante of a request. */
interface AuthorizedDetail {
  readonly number: number;
  /** `R` without observations: not processed, since another one of the request was refused, or 10016 (then in `errors`). */
  readonly result: "A" | "R";
  /** 14 digits where `A`, else null. */
  readonly cae: string | null;
  readonly caeExpiresOn: IsoDate | null;
  readonly observations: readonly ArcaMessage[];
}

/** The answer of FECAESolicitar. */
export interface Authorization {
  /** `P`: some authorised, some not. */
  readonly result: "A" | "P" | "R";
  /** Empty where ARCA refused the request as a whole: see `errors`. A comprobante that it does not name stays in doubt. */
  readonly details: readonly AuthorizedDetail[];
  readonly errors: readonly ArcaMessage[];
  readonly events: readonly ArcaMessage[];
  /** ARCA's own `yyyymmddhhmiss`, Buenos Aires; null where it says none, as when it does not get to process (500, 600). */
  readonly processedAt: string | null;
}

/** What FECompConsultar gives back, under ARCA's names and in ARCA's forms (dates `yyyymmdd`). It may be someone else's. */
export interface ConsultedComprobante extends Omit<ComprobanteDetail, "MonCotiz">, Lane {
  /** Absent where none was sent, for a payment in the same foreign currency. */
  readonly MonCotiz?: string;
  readonly Resultado: string;
  /** The CAE, or CAEA. */
  readonly CodAutorizacion: string;
  readonly EmisionTipo: string;
  readonly FchVto: string;
  readonly FchProceso: string;
  readonly observations: readonly ArcaMessage[];
}

const NOT_FOUND = 602;

export const parseDummy = (result: Reader): ServerStatus => ({
  appServer: result.text("AppServer"),
  dbServer: result.text("DbServer"),
  authServer: result.text("AuthServer"),
});

/** @returns 0 in a lane without comprobantes */
export function parseLastAuthorized(result: Reader, lane: Lane): number {
  throwErrors("FECompUltimoAutorizado", errorsOf(result));
  requireLane(result, lane);
  return result.integer("CbteNro");
}

/** @param numbers those that were sent: an answer about any other is not an answer to us */
export function parseAuthorization(result: Reader, lane: Lane, numbers: ReadonlySet<number>): Authorization {
  const errors = errorsOf(result);
  const events = result.messages("Events", "Evt");
  const header = result.maybe("FeCabResp");
  if (!header) {
    if (errors.length === 0) result.fail("FeCabResp");
    return { result: "R", details: [], errors, events, processedAt: null };
  }
  requireLane(header, lane);
  const details = result.list("FeDetResp", "FECAEDetResponse").map((detail) => parseDetail(detail, numbers));
  if (details.length === 0 && errors.length === 0) result.fail("FeDetResp");
  return {
    result: header.oneOf("Resultado", ["A", "P", "R"]),
    details,
    errors,
    events,
    processedAt: header.optionalText("FchProceso") ?? null,
  };
}

/** @returns undefined where ARCA has no comprobante of that number (602) */
export function parseConsulted(result: Reader, lane: Lane, number: number): ConsultedComprobante | undefined {
  const errors = errorsOf(result);
  if (errors.length > 0 && errors.every(({ code }) => code === NOT_FOUND)) return undefined;
  throwErrors("FECompConsultar", errors);
  const found = result.element("ResultGet");
  requireLane(found, lane);
  const detail = parseComprobante(found);
  if (number < detail.CbteDesde || number > detail.CbteHasta) found.fail("CbteDesde");
  return {
    ...detail,
    ...lane,
    Resultado: found.text("Resultado"),
    CodAutorizacion: found.digits("CodAutorizacion"),
    EmisionTipo: found.text("EmisionTipo"),
    FchVto: found.arcaDate("FchVto"),
    FchProceso: found.digits("FchProceso"),
    observations: found.messages("Observaciones", "Obs"),
  };
}

function parseDetail(detail: Reader, numbers: ReadonlySet<number>): AuthorizedDetail {
  const number = detail.integer("CbteDesde");
  if (!numbers.has(number)) detail.fail("CbteDesde");
  const result = detail.oneOf("Resultado", ["A", "R"]);
  const observations = detail.messages("Observaciones", "Obs");
  if (result === "R") return { number, result, cae: null, caeExpiresOn: null, observations };
  const cae = detail.digits("CAE");
  return { number, result, cae: cae.length === 14 ? cae : detail.fail("CAE"), caeExpiresOn: detail.isoDate("CAEFchVto"), observations };
}

function parseComprobante(found: Reader): Omit<ComprobanteDetail, "MonCotiz"> & { MonCotiz?: string } {
  const iva = found.list("Iva", "AlicIva").map((rate): AlicIva => ({
    Id: rate.integer("Id"),
    BaseImp: rate.amount("BaseImp"),
    Importe: rate.amount("Importe"),
  }));
  const concepto = found.oneOf("Concepto", ["1", "2", "3"]);
  return {
    Concepto: concepto === "1" ? 1 : concepto === "2" ? 2 : 3,
    DocTipo: found.integer("DocTipo"),
    DocNro: found.digits("DocNro"),
    CbteDesde: found.integer("CbteDesde"),
    CbteHasta: found.integer("CbteHasta"),
    CbteFch: found.arcaDate("CbteFch"),
    ImpTotal: found.amount("ImpTotal"),
    ImpTotConc: found.amount("ImpTotConc"),
    ImpNeto: found.amount("ImpNeto"),
    ImpOpEx: found.amount("ImpOpEx"),
    ImpTrib: found.amount("ImpTrib"),
    ImpIVA: found.amount("ImpIVA"),
    ...present(found, "FchServDesde", "arcaDate"),
    ...present(found, "FchServHasta", "arcaDate"),
    ...present(found, "FchVtoPago", "arcaDate"),
    MonId: found.text("MonId"),
    ...present(found, "MonCotiz", "amount"),
    ...(found.optionalText("CondicionIVAReceptorId") === undefined
      ? {}
      : { CondicionIVAReceptorId: found.integer("CondicionIVAReceptorId") }),
    ...(iva.length === 0 ? {} : { Iva: iva }),
  };
}

/** Empty elements (`<FchServDesde />`) are absent ones. */
function present<const K extends string>(found: Reader, name: K, kind: "arcaDate" | "amount"): Partial<Record<K, string>> {
  return found.optionalText(name) === undefined ? {} : ({ [name]: found[kind](name) } as Record<K, string>);
}

const errorsOf = (result: Reader): ArcaMessage[] => result.messages("Errors", "Err");

/** For operations that only read: whatever ARCA says, nothing was applied. */
function throwErrors(operation: string, arcaErrors: readonly ArcaMessage[]): void {
  if (arcaErrors.length > 0) throw new ArcaError({ code: "arca_errors", certainty: "not_sent", operation, arcaErrors });
}

function requireLane(at: Reader, { PtoVta, CbteTipo }: Lane): void {
  if (at.integer("PtoVta") !== PtoVta) at.fail("PtoVta");
  if (at.integer("CbteTipo") !== CbteTipo) at.fail("CbteTipo");
}
