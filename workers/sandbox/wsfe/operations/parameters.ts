import { IVA_CONDITIONS, nameOf } from "../../../../shared/catalog.ts";
import { fiscalDate, fromArcaDate, toArcaDate } from "../../../../shared/dates.ts";
import { shippedConditions, type ShippedTable, shippedTable } from "../../../arca/parameters/shipped/index.ts";
import { checkCall } from "../../../invoicing/rules/index.ts";
import { officialRate } from "../../exchange/official-rate.ts";
import { activitiesOf, listedPointsOfSale } from "../../taxpayers/enrolment.ts";
import { errorsOf, messagesOf, noResults } from "../messages.ts";
import type { WsfeOperations } from "../operations.ts";

type Table = "TiposCbte" | "TiposConcepto" | "TiposDoc" | "TiposIva" | "TiposMonedas" | "TiposOpcional" | "TiposTributos" | "TiposPaises";
type ParameterOperation = `FEParamGet${Table | "PtosVenta" | "Cotizacion" | "CondicionIvaReceptor" | "Actividades"}`;

/** Where ARCA sets no date it writes this. */
const NO_DATE = "NULL";
const isGivenLetter = (letter: string) => (condition: number) => lettersOf(condition).includes(letter);
/**
 * Who may be given a class of comprobante. The manual's annex; the classes that the unfiltered list writes leave out B for a
 * consumidor final, which ARCA authorizes.
 */
const CLASSES: ReadonlyMap<string, (condition: number) => boolean> = new Map([
  ["A", isGivenLetter("A")],
  ["ALEY", isGivenLetter("A")],
  ["B", isGivenLetter("B")],
  ["C", isGivenLetter("C")],
  ["49", (condition) => condition === IVA_CONDITIONS.consumidor_final.code],
]);

function lettersOf(condition: number): string {
  const name = nameOf(IVA_CONDITIONS, condition);
  return name ? IVA_CONDITIONS[name].letters : "";
}

const datesOf = ({ from, to }: { from: string | null; to: string | null }) => ({
  FchDesde: from ? toArcaDate(from) : NO_DATE,
  FchHasta: to ? toArcaDate(to) : NO_DATE,
});
const textual = (table: ShippedTable) => ({
  ResultGet: shippedTable(table).map(({ id, description, ...dates }) => ({ Id: id, Desc: description, ...datesOf(dates) })),
});
const numbered = (table: ShippedTable) => ({
  ResultGet: shippedTable(table).map(({ id, description, ...dates }) => ({ Id: Number(id), Desc: description, ...datesOf(dates) })),
});

export const PARAMETER_OPERATIONS: WsfeOperations<ParameterOperation> = {
  FEParamGetTiposCbte: () => numbered("comprobanteTypes"),
  FEParamGetTiposConcepto: () => numbered("concepts"),
  FEParamGetTiposDoc: () => numbered("documentTypes"),
  FEParamGetTiposIva: () => textual("ivaRates"),
  FEParamGetTiposMonedas: () => textual("currencies"),
  FEParamGetTiposOpcional: () => textual("optionals"),
  FEParamGetTiposTributos: () => numbered("tributos"),
  FEParamGetTiposPaises: () => ({
    ResultGet: shippedTable("countries").map(({ id, description }) => ({ Id: Number(id), Desc: description })),
  }),

  async FEParamGetPtosVenta(_, { cuit, register }) {
    const points = listedPointsOfSale(cuit, await register.pointsOfSale(cuit));
    return { ResultGet: points.map(([Nro, EmisionTipo]) => ({ Nro, EmisionTipo, Bloqueado: "N", FchBaja: NO_DATE })) };
  },

  FEParamGetActividades: (_, { cuit }) => ({
    ResultGet: activitiesOf(cuit).map(({ id, description }, i) => ({ Id: id, Orden: i + 1, Desc: description })),
  }),

  FEParamGetCotizacion({ MonId = "", FchCotiz = "" }, { now }) {
    const today = fiscalDate(now);
    const errors = checkCall({ operation: "FEParamGetCotizacion", MonId, FchCotiz, today });
    if (errors.length > 0) return errorsOf(messagesOf(errors));
    const official = officialRate(MonId, FchCotiz === "" ? today : fromArcaDate(FchCotiz));
    if (official) return { ResultGet: { MonId, MonCotiz: official.rate, FchCotiz: toArcaDate(official.date) } };
    return errorsOf([noResults("FEParamGetCotizacion", `.Codigo  de moneda (${MonId}) inexistente o SIN cotización`)]);
  },

  FEParamGetCondicionIvaReceptor({ ClaseCmp = "" }, { now }) {
    const errors = checkCall({ operation: "FEParamGetCondicionIvaReceptor", ClaseCmp, today: fiscalDate(now) });
    if (errors.length > 0) return errorsOf(messagesOf(errors));
    const isGiven = CLASSES.get(ClaseCmp) ?? (() => true);
    const rows = shippedConditions().filter(({ id }) => isGiven(id));
    return { ResultGet: rows.map(({ id, description, classes }) => ({ Id: id, Desc: description, Cmp_Clase: ClaseCmp || classes })) };
  },
};
