import { americanDate, fiscalDate, fromArcaDate, isCalendarDate, toArcaDate } from "../../../shared/dates.ts";
import { decimal } from "../../../shared/money.ts";
import { type ShippedTable, shippedTable } from "../../arca/parameters/shipped/index.ts";
import type { wsfexService } from "../../arca/schema/index.ts";
import type { ArcaMessage } from "../../arca/wsfe/detail.ts";
import { officialRate, officialRates } from "../exchange/official-rate.ts";
import type { Operations } from "../soap/asmx.ts";
import { activitiesOf } from "../taxpayers/enrolment.ts";
import { failed, OK } from "./outcome.ts";
import { countryCuits, destinations } from "./tables.ts";

type All = Operations<(typeof wsfexService)["definition"]>;

const NO_DATE = "NULL";
/** Rates are written with four decimals here, whatever they are. */
const RATE_DECIMALS = 4;
const BAD_CURRENCY: ArcaMessage = { code: 1005, message: "Campo Mon_id no es valido, o la moneda no tiene cotizacion." };
const BAD_DATE: ArcaMessage = { code: 1006, message: "El campo de la fecha no es una fecha valida con formato yyyymmdd." };

/** Rows as the service names their fields. */
const rows = <Row>(table: ShippedTable, row: (id: string, description: string, from: string) => Row): Row[] =>
  shippedTable(table).map(({ id, description, from }) => row(id, description, from ? toArcaDate(from) : NO_DATE));

const fixed = (rate: string): string => decimal(rate).toFixed(RATE_DECIMALS);

/** `yyyymmdd`, and `yyyy-mm-dd`, which some clients send. */
function dayOf(text: string | undefined, now: Date): string | undefined {
  if (text === undefined) return fiscalDate(now);
  const date = /^\d{8}$/.test(text) ? fromArcaDate(text) : text;
  return isCalendarDate(date) ? date : undefined;
}

export const PARAMETER_OPERATIONS: Pick<All, Extract<keyof All, `FEXGetPARAM_${string}`>> = {
  FEXGetPARAM_Cbte_Tipo: () => ({
    FEXResultGet: rows("exportTypes", (id, Cbte_Ds, from) => ({
      Cbte_Id: Number(id),
      Cbte_Ds,
      Cbte_vig_desde: from,
      Cbte_vig_hasta: NO_DATE,
    })),
    ...OK,
  }),
  FEXGetPARAM_Tipo_Expo: () => ({
    FEXResultGet: rows("exportKinds", (id, Tex_Ds, from) => ({ Tex_Id: Number(id), Tex_Ds, Tex_vig_desde: from, Tex_vig_hasta: NO_DATE })),
    ...OK,
  }),
  FEXGetPARAM_Incoterms: () => ({
    FEXResultGet: rows("incoterms", (Inc_Id, Inc_Ds, from) => ({ Inc_Id, Inc_Ds, Inc_vig_desde: from, Inc_vig_hasta: NO_DATE })),
    ...OK,
  }),
  FEXGetPARAM_Idiomas: () => ({
    FEXResultGet: rows("languages", (id, Idi_Ds, from) => ({ Idi_Id: Number(id), Idi_Ds, Idi_vig_desde: from, Idi_vig_hasta: NO_DATE })),
    ...OK,
  }),
  FEXGetPARAM_UMed: () => ({
    FEXResultGet: rows("units", (id, Umed_Ds, from) => ({ Umed_Id: Number(id), Umed_Ds, Umed_vig_desde: from, Umed_vig_hasta: NO_DATE })),
    ...OK,
  }),
  FEXGetPARAM_MON: () => ({
    FEXResultGet: rows("currencies", (Mon_Id, Mon_Ds, from) => ({ Mon_Id, Mon_Ds, Mon_vig_desde: from, Mon_vig_hasta: NO_DATE })),
    ...OK,
  }),
  FEXGetPARAM_DST_pais: () => ({ FEXResultGet: destinations().map(({ code, name }) => ({ DST_Codigo: code, DST_Ds: name })), ...OK }),
  FEXGetPARAM_DST_CUIT: () => ({
    FEXResultGet: countryCuits().map(({ cuit, description }) => ({ DST_CUIT: cuit, DST_Ds: description })),
    ...OK,
  }),
  /** No opcionales are in force for exports. */
  FEXGetPARAM_Opcionales: () => ({ FEXResultGet: [], ...OK }),
  /** In homologation ARCA lists none either: any number is taken. */
  FEXGetPARAM_PtoVenta: () => ({ FEXResultGet: [], ...OK }),
  FEXGetPARAM_Actividades: (_, { cuit }) => ({
    FEXResultGet: activitiesOf(cuit).map(({ id, description }, i) => ({ Id: id, Orden: i + 1, Desc: description })),
    ...OK,
  }),

  FEXGetPARAM_Ctz({ Mon_id = "", FchCotiz }, { now }) {
    const day = dayOf(FchCotiz, now);
    if (day === undefined) return failed(BAD_DATE);
    const official = officialRate(Mon_id, day);
    if (!official) return failed(BAD_CURRENCY);
    return { FEXResultGet: { Mon_ctz: fixed(official.rate), Mon_fecha: toArcaDate(official.date) }, ...OK };
  },

  FEXGetPARAM_MON_CON_COTIZACION({ Fecha_CTZ }, { now }) {
    const day = dayOf(Fecha_CTZ, now);
    if (day === undefined) return failed(BAD_DATE);
    const known = officialRates(day).map(({ MonId, rate, date }) => ({
      Mon_Id: MonId,
      Mon_ctz: fixed(rate),
      Fecha_ctz: americanDate(date),
    }));
    return { FEXResultGet: known.toSorted((a, b) => (a.Mon_Id < b.Mon_Id ? -1 : 1)), ...OK };
  },
};
