import { toArcaDate, type IsoDate } from "../../../shared/dates.ts";
import type { ComprobanteDetail } from "../../arca/wsfe/detail.ts";
import type { XmlElement } from "../../platform/xml.ts";
import { type Field, type FieldValues, readFields, writeFields } from "./fields.ts";

/** FECAEDetRequest, in the order of the WSDL; FECompConsultar gives it back in the same order. */
const DETAIL: readonly Field[] = [
  { name: "Concepto", as: "int" },
  { name: "DocTipo", as: "int" },
  { name: "DocNro", as: "long" },
  { name: "CbteDesde", as: "count" },
  { name: "CbteHasta", as: "count" },
  { name: "CbteFch", as: "text", optional: true },
  { name: "ImpTotal", as: "double" },
  { name: "ImpTotConc", as: "double" },
  { name: "ImpNeto", as: "double" },
  { name: "ImpOpEx", as: "double" },
  { name: "ImpTrib", as: "double" },
  { name: "ImpIVA", as: "double" },
  { name: "FchServDesde", as: "text", optional: true, back: "blank" },
  { name: "FchServHasta", as: "text", optional: true, back: "blank" },
  { name: "FchVtoPago", as: "text", optional: true, back: "blank" },
  { name: "MonId", as: "text" },
  { name: "MonCotiz", as: "double" },
  { name: "CanMisMonExt", as: "text", optional: true },
  { name: "CondicionIVAReceptorId", as: "int", optional: true },
  {
    name: "CbtesAsoc",
    item: "CbteAsoc",
    fields: [
      { name: "Tipo", as: "int" },
      { name: "PtoVta", as: "int" },
      { name: "Nro", as: "count" },
      { name: "Cuit", as: "text", optional: true, back: "never" },
      { name: "CbteFch", as: "text", optional: true, back: "never" },
    ],
  },
  {
    name: "Tributos",
    item: "Tributo",
    fields: [
      { name: "Id", as: "int" },
      { name: "Desc", as: "text", optional: true },
      { name: "BaseImp", as: "double" },
      { name: "Alic", as: "double" },
      { name: "Importe", as: "double" },
    ],
  },
  {
    name: "Iva",
    item: "AlicIva",
    fields: [
      { name: "Id", as: "int" },
      { name: "BaseImp", as: "double" },
      { name: "Importe", as: "double" },
    ],
  },
  {
    name: "Opcionales",
    item: "Opcional",
    fields: [
      { name: "Id", as: "text" },
      { name: "Valor", as: "text" },
    ],
  },
  {
    name: "Compradores",
    item: "Comprador",
    fields: [
      { name: "DocTipo", as: "int" },
      { name: "DocNro", as: "long" },
      { name: "Porcentaje", as: "double" },
    ],
  },
  {
    name: "PeriodoAsoc",
    fields: [
      { name: "FchDesde", as: "text" },
      { name: "FchHasta", as: "text" },
    ],
  },
  { name: "Actividades", item: "Actividad", fields: [{ name: "Id", as: "long" }] },
];

/**
 * One comprobante of a request. Without CbteFch it is dated by the day of processing.
 *
 * @throws FormatError
 */
export function readDetail(element: XmlElement, today: IsoDate): ComprobanteDetail {
  // The table reads every field that the type requires, each as the type has it; what else it reads is only given back.
  return { CbteFch: toArcaDate(today), ...readFields(element, DETAIL) } as unknown as ComprobanteDetail;
}

export const writeDetail = (detail: ComprobanteDetail): string => writeFields(detail as unknown as FieldValues, DETAIL);

/** The first six fields, with which each answer about a comprobante begins. */
export const writeIdentity = (detail: ComprobanteDetail): string => writeFields(detail as unknown as FieldValues, DETAIL.slice(0, 6));
