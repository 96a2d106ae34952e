import { fromArcaDate, type IsoDate } from "../../../shared/dates.ts";
import { messages } from "../messages.ts";
import type { WsfeResult, WsfeType } from "../schema/index.ts";
import { need, oneOf, unexpected } from "../trust.ts";
import { unlessNone, type WsfeCaller } from "./caller.ts";
import type { ArcaMessage, ComprobanteDetail, Lane } from "./detail.ts";
import { type Authorization, parseBatch } from "./parse.ts";
import { headerOf, numbersOf, withoutEmptyLists } from "./request.ts";

/** A fortnight: `period` yyyymm, `order` 1 (days 1–15) or 2 (16–end). */
interface CaeaPeriod {
  readonly period: number;
  readonly order: 1 | 2;
}

/** A code for the comprobantes of a fortnight, given in advance. */
interface Caea extends CaeaPeriod {
  /** 14 digits. */
  readonly caea: string;
  readonly validFrom: IsoDate;
  readonly validTo: IsoDate;
  /** Until when what was issued with it is to be informed. */
  readonly informBy: IsoDate;
  readonly observations: readonly ArcaMessage[];
}

/** A comprobante that was issued with a CAEA. `CbteFchHsGen`: `yyyymmddhhmiss`, mandatory since 2026-08-01. */
interface CaeaDetail extends ComprobanteDetail {
  readonly CAEA: string;
  readonly CbteFchHsGen?: string;
}

interface InformedDetail {
  readonly number: number;
  readonly result: "A" | "R";
  readonly caea: string | null;
  readonly observations: readonly ArcaMessage[];
}

/** A point of sale that issued nothing with a CAEA. */
interface NoMovement {
  readonly caea: string;
  readonly pointOfSale: number;
  /** ARCA's own form: `yyyymmdd`, or with the time. */
  readonly processedAt: string | null;
}

/** The CAEA half of WSFEv1: contingency only, since RG 5782/2025. */
export interface WsfeCaea {
  /** FECAEASolicitar. One per CUIT and fortnight: a second one is refused (15008). */
  requestCaea(period: CaeaPeriod): Promise<Caea>;
  /** FECAEAConsultar. @returns undefined where none was given */
  consultCaea(period: CaeaPeriod): Promise<Caea | undefined>;
  /** FECAEARegInformativo. ARCA's refusals are part of the answer, as in FECAESolicitar. */
  informCaea(lane: Lane, details: readonly CaeaDetail[]): Promise<Authorization<InformedDetail>>;
  /** FECAEASinMovimientoInformar. */
  informNoMovement(caea: string, pointOfSale: number): Promise<NoMovement>;
  /** FECAEASinMovimientoConsultar. */
  consultNoMovement(caea: string, pointOfSale: number): Promise<NoMovement[]>;
}

export function openCaea({ call, ask }: WsfeCaller): WsfeCaea {
  return {
    requestCaea: ({ period, order }) =>
      ask(
        "FECAEASolicitar",
        (Auth) => ({ Auth, Periodo: period, Orden: order }),
        (result) => parseCaea("FECAEASolicitar", result),
      ),
    consultCaea: ({ period, order }) =>
      unlessNone(
        ask(
          "FECAEAConsultar",
          (Auth) => ({ Auth, Periodo: period, Orden: order }),
          (result) => parseCaea("FECAEAConsultar", result),
        ),
        undefined,
      ),
    informCaea: (lane, details) =>
      call(
        "FECAEARegInformativo",
        (Auth) => ({ Auth, FeCAEARegInfReq: { FeCabReq: headerOf(lane, details), FeDetReq: details.map(withoutEmptyLists) } }),
        (answer) =>
          parseBatch("FECAEARegInformativo", { answer, found: answer.FeDetResp ?? [], lane, numbers: numbersOf(details) }, informed),
      ),
    informNoMovement: (CAEA, PtoVta) =>
      ask(
        "FECAEASinMovimientoInformar",
        (Auth) => ({ Auth, PtoVta, CAEA }),
        (result) => {
          oneOf("FECAEASinMovimientoInformar", "Resultado", result.Resultado, ["A"]);
          return noMovement("FECAEASinMovimientoInformar", result);
        },
      ),
    consultNoMovement: (CAEA, PtoVta) =>
      unlessNone(
        ask(
          "FECAEASinMovimientoConsultar",
          (Auth) => ({ Auth, CAEA, PtoVta }),
          ({ ResultGet = [] }) => ResultGet.map((one) => noMovement("FECAEASinMovimientoConsultar", one)),
        ),
        [],
      ),
  };
}

function parseCaea(operation: string, { ResultGet }: WsfeResult<"FECAEASolicitar">): Caea {
  const found = need(operation, `${operation}Result/ResultGet`, ResultGet);
  const date = (name: "FchVigDesde" | "FchVigHasta" | "FchTopeInf"): IsoDate =>
    fromArcaDate(need(operation, `ResultGet/${name}`, found[name]));
  const { Periodo, Orden, CAEA = "" } = found;
  if (!/^\d{14}$/.test(CAEA)) unexpected(operation, "ResultGet/CAEA");
  return {
    caea: CAEA,
    period: Periodo,
    order: Orden === 1 || Orden === 2 ? Orden : unexpected(operation, "ResultGet/Orden"),
    validFrom: date("FchVigDesde"),
    validTo: date("FchVigHasta"),
    informBy: date("FchTopeInf"),
    observations: messages(found.Observaciones),
  };
}

const informed = (detail: WsfeType<"FECAEADetResponse">, result: "A" | "R"): InformedDetail => ({
  number: detail.CbteDesde,
  result,
  caea: detail.CAEA ?? null,
  observations: messages(detail.Observaciones),
});

const noMovement = (operation: string, { CAEA, PtoVta, FchProceso }: WsfeType<"FECAEASinMov">): NoMovement => ({
  caea: need(operation, "CAEA", CAEA),
  pointOfSale: PtoVta,
  processedAt: FchProceso ?? null,
});
