import { INVOICE_TYPES, invoiceType, isExportCode, nameOf } from "../../shared/catalog.ts";
import type { Lane } from "../arca/index.ts";

/** How a lane is named inside the object: `1-6` is point of sale 1, factura B. */
export const laneKey = ({ PtoVta, CbteTipo }: Lane): string => `${PtoVta}-${CbteTipo}`;

export function parseLane(key: string): Lane {
  const [PtoVta = 0, CbteTipo = 0] = key.split("-").map(Number);
  return { PtoVta, CbteTipo };
}

/** FECompTotXRequest. */
const BATCH = 250;

/** Which service of ARCA's numbers the lane: letter E has one of its own. */
export const serviceOf = (lane: string): "wsfe" | "wsfex" => (isExportCode(parseLane(lane).CbteTipo) ? "wsfex" : "wsfe");

function isFce(lane: string): boolean {
  const type = nameOf(INVOICE_TYPES, parseLane(lane).CbteTipo);
  return type !== undefined && invoiceType(type).fce === true;
}

/** How many comprobantes one call takes: of FCE only one (10003), and WSFEXv1 knows no other number. */
export const batchOf = (lane: string): number => (isFce(lane) || serviceOf(lane) === "wsfex" ? 1 : BATCH);
