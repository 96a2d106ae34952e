import { fromArcaDate, type IsoDate } from "../../../shared/dates.ts";
import { messages } from "../messages.ts";
import type { WsfeResult, WsfeType } from "../schema/index.ts";
import { need, oneOf, unexpected } from "../trust.ts";
import type { ArcaMessage, ComprobanteDetail, Lane } from "./detail.ts";

/** What ARCA says of one comprobante of a request. */
export interface AuthorizedDetail {
  readonly number: number;
  /** `R` without observations: not processed, since another one of the request was refused, or 10016 (then in `errors`). */
  readonly result: "A" | "R";
  /** 14 digits where `A`, else null. */
  readonly cae: string | null;
  readonly caeExpiresOn: IsoDate | null;
  readonly observations: readonly ArcaMessage[];
}

/** The answer of FECAESolicitar. */
export interface Authorization<Detail = AuthorizedDetail> {
  /** `P`: some authorised, some not. */
  readonly result: "A" | "P" | "R";
  /** Empty where ARCA refused the request as a whole: see `errors`. A comprobante that it does not name stays in doubt. */
  readonly details: readonly Detail[];
  readonly errors: readonly ArcaMessage[];
  readonly events: readonly ArcaMessage[];
  /** ARCA's own `yyyymmddhhmiss`, Buenos Aires; null where it says none, as when it does not get to process (500, 600). */
  readonly processedAt: string | null;
}

/** What FECompConsultar gives back, under ARCA's names and in ARCA's forms (dates `yyyymmdd`). It may be someone else's. */
export interface ConsultedComprobante extends ComprobanteDetail, Lane {
  readonly Resultado: string;
  /** The CAE, or CAEA. */
  readonly CodAutorizacion: string;
  readonly EmisionTipo: string;
  readonly FchVto: string;
  readonly FchProceso: string;
  readonly observations: readonly ArcaMessage[];
}

type Answer = Pick<WsfeResult<"FECAESolicitar">, "FeCabResp" | "Events" | "Errors">;
type DetailAnswer = WsfeType<"FEDetResponse">;

/**
 * The answer to a request of several comprobantes, by CAE or by CAEA.
 *
 * @param numbers those that were sent: an answer about any other is not an answer to us
 */
export function parseBatch<Found extends DetailAnswer, Detail>(
  operation: string,
  { answer, found, lane, numbers }: { answer: Answer; found: readonly Found[]; lane: Lane; numbers: ReadonlySet<number> },
  parseOne: (detail: Found, result: "A" | "R") => Detail,
): Authorization<Detail> {
  const errors = messages(answer.Errors);
  const events = messages(answer.Events);
  const header = answer.FeCabResp;
  if (!header) {
    if (errors.length === 0) unexpected(operation, `${operation}Result/FeCabResp`);
    return { result: "R", details: [], errors, events, processedAt: null };
  }
  requireLane(operation, header, lane);
  if (found.length === 0 && errors.length === 0) unexpected(operation, `${operation}Result/FeDetResp`);
  const details = found.map((detail) => {
    if (!numbers.has(detail.CbteDesde)) unexpected(operation, "FeDetResp/CbteDesde");
    return parseOne(detail, oneOf(operation, "FeDetResp/Resultado", detail.Resultado, ["A", "R"]));
  });
  const result = oneOf(operation, "FeCabResp/Resultado", header.Resultado, ["A", "P", "R"]);
  return { result, details, errors, events, processedAt: header.FchProceso ?? null };
}

export function parseAuthorized(detail: WsfeType<"FECAEDetResponse">, result: "A" | "R"): AuthorizedDetail {
  const refused = { number: detail.CbteDesde, result, cae: null, caeExpiresOn: null, observations: messages(detail.Observaciones) };
  if (result === "R") return refused;
  const { CAE = "", CAEFchVto } = detail;
  if (!/^\d{14}$/.test(CAE)) unexpected("FECAESolicitar", "FeDetResp/CAE");
  return { ...refused, cae: CAE, caeExpiresOn: fromArcaDate(need("FECAESolicitar", "FeDetResp/CAEFchVto", CAEFchVto)) };
}

const CONSULT = "FECompConsultar";

/** @param asked the lane and number that were asked for: an answer about any other is not an answer to us */
export function parseConsulted(result: WsfeResult<"FECompConsultar">, lane: Lane, number: number): ConsultedComprobante {
  const { Observaciones, ...found } = need(CONSULT, "FECompConsultarResult/ResultGet", result.ResultGet);
  requireLane(CONSULT, found, lane);
  if (number < found.CbteDesde || number > found.CbteHasta) unexpected(CONSULT, "ResultGet/CbteDesde");
  const text = (name: keyof typeof found, pattern: RegExp): string => {
    const value = found[name];
    return typeof value === "string" && pattern.test(value) ? value : unexpected(CONSULT, `ResultGet/${name}`);
  };
  return {
    ...parseDetail(found),
    ...lane,
    Resultado: text("Resultado", /./),
    CodAutorizacion: text("CodAutorizacion", /^\d+$/),
    EmisionTipo: text("EmisionTipo", /./),
    FchVto: text("FchVto", /^\d+$/),
    FchProceso: text("FchProceso", /^\d+$/),
    observations: messages(Observaciones),
  };
}

/** What WSFEv1 leaves optional in a comprobante and always gives back is held to be there. */
function parseDetail(found: WsfeType<"FECAEDetRequest">): ComprobanteDetail {
  const { Concepto, MonId, CbteFch, Opcionales, PeriodoAsoc, ...rest } = found;
  const { FchDesde, FchHasta } = PeriodoAsoc ?? {};
  return {
    ...rest,
    Concepto: Concepto === 1 || Concepto === 2 || Concepto === 3 ? Concepto : unexpected(CONSULT, "ResultGet/Concepto"),
    CbteFch: need(CONSULT, "ResultGet/CbteFch", CbteFch),
    MonId: need(CONSULT, "ResultGet/MonId", MonId),
    ...(Opcionales ? { Opcionales: Opcionales.map(({ Id = "", Valor = "" }) => ({ Id, Valor })) } : {}),
    ...(FchDesde && FchHasta ? { PeriodoAsoc: { FchDesde, FchHasta } } : {}),
  };
}

export function requireLane(operation: string, found: Lane, { PtoVta, CbteTipo }: Lane): void {
  if (found.PtoVta !== PtoVta) unexpected(operation, `${operation}Result/PtoVta`, "is not the one that was asked for");
  if (found.CbteTipo !== CbteTipo) unexpected(operation, `${operation}Result/CbteTipo`, "is not the one that was asked for");
}
