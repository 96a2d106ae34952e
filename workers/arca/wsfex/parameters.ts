import { fromArcaDate, type IsoDate, toArcaDate } from "../../../shared/dates.ts";
import { dateOrNull, type ParameterRow } from "../parameter-row.ts";
import { need } from "../trust.ts";
import type { WsfexCaller } from "./caller.ts";

/** Tables of rows with a code and a text, and the prefix that the names of their fields have. */
const TABLES = {
  FEXGetPARAM_Cbte_Tipo: "Cbte",
  FEXGetPARAM_Tipo_Expo: "Tex",
  FEXGetPARAM_Incoterms: "Inc",
  FEXGetPARAM_Idiomas: "Idi",
  FEXGetPARAM_UMed: "Umed",
  FEXGetPARAM_MON: "Mon",
  FEXGetPARAM_Opcionales: "Opc",
} as const;
type ExportTable = keyof typeof TABLES;

/** Parameters of WSFEXv1. */
export interface WsfexParameters {
  table(name: ExportTable): Promise<ParameterRow[]>;
  /** FEXGetPARAM_DST_pais: countries of destination. */
  countries(): Promise<ParameterRow[]>;
  /** FEXGetPARAM_DST_CUIT: the CUITs that stand for a country. */
  countryCuits(): Promise<ParameterRow[]>;
  /** FEXGetPARAM_PtoVenta: points of sale of the CUIT for export by web service. */
  pointsOfSale(): Promise<{ readonly number: number; readonly blocked: boolean; readonly closedOn: IsoDate | null }[]>;
  /** FEXGetPARAM_Actividades: those of the CUIT. */
  activities(): Promise<{ readonly id: string; readonly order: number; readonly description: string }[]>;
  /** FEXGetPARAM_Ctz: pesos for one unit, exact. @param date left out: the last that ARCA has */
  exchangeRate(currency: string, date?: IsoDate): Promise<{ readonly rate: string; readonly date: IsoDate }>;
  /** FEXGetPARAM_MON_CON_COTIZACION: currencies with a customs rate on that day; `date` as ARCA writes it there. */
  currenciesWithRate(date: IsoDate): Promise<{ readonly currency: string; readonly rate: string; readonly date: string }[]>;
}

export function openWsfexParameters({ ask }: WsfexCaller): WsfexParameters {
  return {
    table: (name) =>
      ask(
        name,
        (Auth) => ({ Auth }),
        ({ FEXResultGet }) => (FEXResultGet ?? []).map((row) => toRow(row, TABLES[name])),
      ),
    countries: () =>
      ask(
        "FEXGetPARAM_DST_pais",
        (Auth) => ({ Auth }),
        ({ FEXResultGet = [] }) => FEXResultGet.map(({ DST_Codigo = "", DST_Ds = "" }) => undated(DST_Codigo, DST_Ds)),
      ),
    countryCuits: () =>
      ask(
        "FEXGetPARAM_DST_CUIT",
        (Auth) => ({ Auth }),
        ({ FEXResultGet = [] }) => FEXResultGet.map(({ DST_CUIT, DST_Ds = "" }) => undated(DST_CUIT, DST_Ds)),
      ),
    pointsOfSale: () =>
      ask(
        "FEXGetPARAM_PtoVenta",
        (Auth) => ({ Auth }),
        ({ FEXResultGet = [] }) =>
          FEXResultGet.map(({ Pve_Nro, Pve_Bloqueado, Pve_FchBaja }) => ({
            number: Pve_Nro,
            blocked: Pve_Bloqueado === "S",
            closedOn: dateOrNull(Pve_FchBaja),
          })),
      ),
    activities: () =>
      ask(
        "FEXGetPARAM_Actividades",
        (Auth) => ({ Auth }),
        ({ FEXResultGet = [] }) => FEXResultGet.map(({ Id, Orden, Desc = "" }) => ({ id: Id, order: Orden, description: Desc })),
      ),
    exchangeRate: (currency, date) =>
      ask(
        "FEXGetPARAM_Ctz",
        (Auth) => ({ Auth, Mon_id: currency, ...(date === undefined ? {} : { FchCotiz: toArcaDate(date) }) }),
        ({ FEXResultGet }) => {
          const { Mon_ctz, Mon_fecha } = need("FEXGetPARAM_Ctz", "FEXResultGet", FEXResultGet);
          return { rate: Mon_ctz, date: fromArcaDate(need("FEXGetPARAM_Ctz", "FEXResultGet/Mon_fecha", Mon_fecha)) };
        },
      ),
    currenciesWithRate: (date) =>
      ask(
        "FEXGetPARAM_MON_CON_COTIZACION",
        (Auth) => ({ Auth, Fecha_CTZ: toArcaDate(date) }),
        ({ FEXResultGet = [] }) =>
          FEXResultGet.map(({ Mon_Id = "", Mon_ctz = "", Fecha_ctz = "" }) => ({ currency: Mon_Id, rate: Mon_ctz, date: Fecha_ctz })),
      ),
  };
}

function toRow(row: Readonly<Record<string, string | number>>, prefix: string): ParameterRow {
  const text = (name: string): string => `${row[`${prefix}_${name}`] ?? ""}`.trim();
  return { id: text("Id"), description: text("Ds"), from: dateOrNull(text("vig_desde")), to: dateOrNull(text("vig_hasta")) };
}

const undated = (id: string, description: string): ParameterRow => ({ id, description, from: null, to: null });
