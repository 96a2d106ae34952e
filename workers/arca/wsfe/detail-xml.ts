import { escapeXml } from "../../platform/xml.ts";
import type { AlicIva, ComprobanteDetail } from "./detail.ts";

/** Fields of FECAEDetRequest before its lists, in the order of the WSDL (`FEDetRequest`). */
const FIELDS = [
  "Concepto",
  "DocTipo",
  "DocNro",
  "CbteDesde",
  "CbteHasta",
  "CbteFch",
  "ImpTotal",
  "ImpTotConc",
  "ImpNeto",
  "ImpOpEx",
  "ImpTrib",
  "ImpIVA",
  "FchServDesde",
  "FchServHasta",
  "FchVtoPago",
  "MonId",
  "MonCotiz",
  "CondicionIVAReceptorId",
] as const satisfies readonly (keyof ComprobanteDetail)[];

/** `<Name>text</Name>`, or nothing where there is no value. */
export const tag = (name: string, value: string | number | undefined): string =>
  value === undefined ? "" : `<${name}>${escapeXml(String(value))}</${name}>`;

/** One FECAEDetRequest. */
export function detailXml(detail: ComprobanteDetail): string {
  const fields = FIELDS.map((name) => tag(name, detail[name])).join("");
  return `<FECAEDetRequest>${fields}${ivaXml(detail.Iva ?? [])}</FECAEDetRequest>`;
}

/** ARCA rejects an empty list: without rates there is no element. */
function ivaXml(rates: readonly AlicIva[]): string {
  const items = rates.map(
    (rate) => `<AlicIva>${tag("Id", rate.Id)}${tag("BaseImp", rate.BaseImp)}${tag("Importe", rate.Importe)}</AlicIva>`,
  );
  return items.length === 0 ? "" : `<Iva>${items.join("")}</Iva>`;
}
