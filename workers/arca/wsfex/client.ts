import { fromArcaDate, type IsoDate } from "../../../shared/dates.ts";
import type { CallerOptions } from "../caller.ts";
import { isArcaError } from "../errors.ts";
import type { WsfexResult, WsfexType } from "../schema/index.ts";
import { need, oneOf, unexpected } from "../trust.ts";
import type { ArcaMessage, Lane } from "../wsfe/detail.ts";
import { type ServerStatus, serverStatus } from "../server-status.ts";
import { fexErrors, openWsfexCaller } from "./caller.ts";
import { openWsfexParameters, type WsfexParameters } from "./parameters.ts";

/**
 * A comprobante of export under ARCA's names and in the order of the WSDL: WSFEX's `Cmp`. `Id` is the client's own, up to 15
 * digits: sending it again brings the stored answer, with Reproceso S. Amounts are exact decimals as text, dates `yyyymmdd`.
 */
export type ExportDetail = WsfexType<"ClsFEXRequest">;

/** What FEXGetCMP gives back. It may be someone else's. */
export type ConsultedExport = WsfexType<"ClsFEXGetCMPR">;

/** The answer of FEXAuthorize. */
export interface ExportAuthorization {
  readonly result: "A" | "R";
  /** 14 digits where `A`, else null. */
  readonly cae: string | null;
  readonly caeExpiresOn: IsoDate | null;
  /** The answer of an earlier request with the same Id. */
  readonly isRepeated: boolean;
  /** ARCA's one error, or none. */
  readonly errors: readonly ArcaMessage[];
  /** Motivos_Obs: reasons and observations as one text; empty where there are none. */
  readonly observations: string;
}

/** WSFEXv1 for one CUIT, all of its operations. Errors are thrown as by `Wsfe`. */
export interface Wsfex extends WsfexParameters {
  /** FEXDummy. Needs no ticket. */
  dummy(): Promise<ServerStatus>;
  /** FEXGetLast_CMP. @returns 0 in a lane without comprobantes */
  lastAuthorized(lane: Lane): Promise<number>;
  /** FEXGetLast_ID: the highest Id of this CUIT, as digits. */
  lastId(): Promise<string>;
  /** FEXAuthorize. ARCA's refusal is part of the answer and not thrown, also that of the ticket: `isTicketRefused(answer.errors)`. */
  authorize(detail: ExportDetail): Promise<ExportAuthorization>;
  /** FEXGetCMP. @returns undefined where ARCA has no comprobante of that number */
  consult(lane: Lane, number: number): Promise<ConsultedExport | undefined>;
  /** FEXCheck_Permiso: does that permit of shipment exist for goods bound for that country? */
  hasPermit(permit: string, country: number): Promise<boolean>;
}

const NOT_FOUND = 1020;

export function openWsfex(options: CallerOptions): Wsfex {
  const caller = openWsfexCaller(options);
  const { call, ask } = caller;
  return {
    ...openWsfexParameters(caller),
    dummy: () => call("FEXDummy", {}, serverStatus("FEXDummy")),
    lastAuthorized: ({ PtoVta, CbteTipo }) =>
      ask(
        "FEXGetLast_CMP",
        (auth) => ({ Auth: { ...auth, Pto_venta: PtoVta, Cbte_Tipo: CbteTipo } }),
        ({ FEXResult_LastCMP }) => need("FEXGetLast_CMP", "FEXResult_LastCMP", FEXResult_LastCMP).Cbte_nro,
      ),
    lastId: () =>
      ask(
        "FEXGetLast_ID",
        (Auth) => ({ Auth }),
        ({ FEXResultGet }) => need("FEXGetLast_ID", "FEXResultGet", FEXResultGet).Id,
      ),
    authorize: (detail) =>
      call(
        "FEXAuthorize",
        (Auth) => ({ Auth, Cmp: detail }),
        (result) => parseAuthorization(result, detail),
      ),
    consult: (lane, number) =>
      ask(
        "FEXGetCMP",
        (Auth) => ({ Auth, Cmp: { Cbte_tipo: lane.CbteTipo, Punto_vta: lane.PtoVta, Cbte_nro: number } }),
        (result) => parseConsulted(result, lane, number),
      ).catch((error: unknown) => {
        if (isArcaError(error) && error.arcaErrors.some(({ code }) => code === NOT_FOUND)) return undefined;
        throw error;
      }),
    hasPermit: (ID_Permiso, Dst_merc) =>
      ask(
        "FEXCheck_Permiso",
        (Auth) => ({ Auth, ID_Permiso, Dst_merc }),
        ({ FEXResultGet }) => FEXResultGet?.Status === "OK",
      ),
  };
}

/** An answer about another comprobante is not an answer to us: its CAE would be someone else's. */
function parseAuthorization({ FEXResultAuth, FEXErr }: WsfexResult<"FEXAuthorize">, sent: ExportDetail): ExportAuthorization {
  const errors = fexErrors(FEXErr);
  const refused = {
    result: "R",
    cae: null,
    caeExpiresOn: null,
    isRepeated: false,
    errors,
    observations: FEXResultAuth?.Motivos_Obs ?? "",
  } as const;
  if (!FEXResultAuth && errors.length > 0) return refused;
  const found = need("FEXAuthorize", "FEXResultAuth", FEXResultAuth);
  const result = errors.length > 0 ? "R" : oneOf("FEXAuthorize", "FEXResultAuth/Resultado", found.Resultado, ["A", "R"]);
  if (result === "R") return refused;
  const { Id, Cbte_tipo, Punto_vta, Cbte_nro, Cae = "", Fch_venc_Cae, Reproceso } = found;
  if (Id !== sent.Id) unexpected("FEXAuthorize", "FEXResultAuth/Id");
  if (Cbte_tipo !== sent.Cbte_Tipo || Punto_vta !== sent.Punto_vta || Cbte_nro !== sent.Cbte_nro)
    unexpected("FEXAuthorize", "FEXResultAuth/Cbte_nro");
  if (!/^\d{14}$/.test(Cae)) unexpected("FEXAuthorize", "FEXResultAuth/Cae");
  const caeExpiresOn = fromArcaDate(need("FEXAuthorize", "FEXResultAuth/Fch_venc_Cae", Fch_venc_Cae));
  return { ...refused, result, cae: Cae, caeExpiresOn, isRepeated: Reproceso === "S" };
}

function parseConsulted({ FEXResultGet }: WsfexResult<"FEXGetCMP">, { PtoVta, CbteTipo }: Lane, number: number): ConsultedExport {
  const found = need("FEXGetCMP", "FEXResultGet", FEXResultGet);
  if (found.Punto_vta !== PtoVta || found.Cbte_tipo !== CbteTipo || found.Cbte_nro !== number)
    unexpected("FEXGetCMP", "FEXResultGet/Cbte_nro");
  return found;
}
