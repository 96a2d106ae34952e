import { fromArcaDate, type IsoDate, toArcaDate } from "../../../shared/dates.ts";
import { dateOrNull, type ParameterRow } from "../parameter-row.ts";
import { need } from "../trust.ts";
import { unlessNone, type WsfeCaller } from "./caller.ts";

/** Tables of rows with a code and a text. */
export const TYPE_TABLES = [
  "FEParamGetTiposCbte",
  "FEParamGetTiposConcepto",
  "FEParamGetTiposDoc",
  "FEParamGetTiposIva",
  "FEParamGetTiposMonedas",
  "FEParamGetTiposOpcional",
  "FEParamGetTiposPaises",
  "FEParamGetTiposTributos",
] as const;
type TypeTable = (typeof TYPE_TABLES)[number];

/** A condición frente al IVA that a receiver may have, and the classes of comprobante that it may be given, as ARCA writes them. */
interface ReceiverCondition {
  readonly id: string;
  readonly description: string;
  /** `A/ALEY/C`. */
  readonly classes: string;
}

interface PointOfSale {
  readonly number: number;
  /** `CAE`, `CAEA`, with or without more words. */
  readonly kind: string;
  readonly blocked: boolean;
  readonly closedOn: IsoDate | null;
}

interface ExchangeRate {
  readonly currency: string;
  /** Pesos for one unit, exact. */
  readonly rate: string;
  readonly date: IsoDate;
}

/** Parameters of WSFEv1. A table of which ARCA says that it has no rows (602) is empty. */
export interface WsfeParameters {
  /** FECompTotXRequest: how many comprobantes one request may hold. */
  recordsPerRequest(): Promise<number>;
  table(name: TypeTable): Promise<ParameterRow[]>;
  /** FEParamGetCondicionIvaReceptor. @param cmpClass A, B, C, ALEY, 49; left out: all */
  receiverConditions(cmpClass?: string): Promise<ReceiverCondition[]>;
  /** FEParamGetPtosVenta: those of the CUIT for web services. */
  pointsOfSale(): Promise<PointOfSale[]>;
  /** FEParamGetActividades: those of the CUIT. */
  activities(): Promise<{ readonly id: string; readonly order: number; readonly description: string }[]>;
  /** FEParamGetCotizacion. @param date left out: the last that ARCA has. @returns undefined where ARCA has none */
  exchangeRate(currency: string, date?: IsoDate): Promise<ExchangeRate | undefined>;
}

export function openParameters({ ask }: WsfeCaller): WsfeParameters {
  return {
    recordsPerRequest: () =>
      ask(
        "FECompTotXRequest",
        (Auth) => ({ Auth }),
        ({ RegXReq }) => RegXReq,
      ),
    table: (name) =>
      unlessNone(
        ask(
          name,
          (Auth) => ({ Auth }),
          ({ ResultGet }) => (ResultGet ?? []).map(toRow),
        ),
        [],
      ),
    receiverConditions: (cmpClass) =>
      unlessNone(
        ask(
          "FEParamGetCondicionIvaReceptor",
          (Auth) => ({ Auth, ...(cmpClass === undefined ? {} : { ClaseCmp: cmpClass }) }),
          ({ ResultGet = [] }) =>
            ResultGet.map(({ Id, Desc = "", Cmp_Clase = "" }) => ({ id: `${Id}`, description: Desc, classes: Cmp_Clase })),
        ),
        [],
      ),
    pointsOfSale: () =>
      unlessNone(
        ask(
          "FEParamGetPtosVenta",
          (Auth) => ({ Auth }),
          ({ ResultGet = [] }) =>
            ResultGet.map(({ Nro, EmisionTipo = "", Bloqueado, FchBaja }) => ({
              number: Nro,
              kind: EmisionTipo,
              blocked: Bloqueado === "S",
              closedOn: dateOrNull(FchBaja),
            })),
        ),
        [],
      ),
    activities: () =>
      unlessNone(
        ask(
          "FEParamGetActividades",
          (Auth) => ({ Auth }),
          ({ ResultGet = [] }) => ResultGet.map(({ Id, Orden, Desc = "" }) => ({ id: Id, order: Orden, description: Desc })),
        ),
        [],
      ),
    exchangeRate: (currency, date) =>
      unlessNone(
        ask(
          "FEParamGetCotizacion",
          (Auth) => ({ Auth, MonId: currency, ...(date === undefined ? {} : { FchCotiz: toArcaDate(date) }) }),
          ({ ResultGet }) => {
            const { MonId, MonCotiz, FchCotiz } = need("FEParamGetCotizacion", "ResultGet", ResultGet);
            const text = (name: string, value: string | undefined) => need("FEParamGetCotizacion", `ResultGet/${name}`, value);
            return { currency: text("MonId", MonId), rate: MonCotiz, date: fromArcaDate(text("FchCotiz", FchCotiz)) };
          },
        ),
        undefined,
      ),
  };
}

interface WireRow {
  readonly Id?: string | number;
  readonly Desc?: string;
  readonly FchDesde?: string;
  readonly FchHasta?: string;
}

const toRow = ({ Id = "", Desc = "", FchDesde, FchHasta }: WireRow): ParameterRow => ({
  id: `${Id}`,
  description: Desc,
  from: dateOrNull(FchDesde),
  to: dateOrNull(FchHasta),
});
