import { isTaxKey, NOT_CATEGORISED } from "../../../../shared/cuit.ts";
import { CUIT, type Comprobante, UNIDENTIFIED } from "../comprobante.ts";
import type { Fault } from "../rule.ts";
import { type Checks, told } from "./faults.ts";

const MAX_NUMBER = 99_999_999;
const FCI = 31;
const NOT_REACHED = 15;

const isNumber = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= MAX_NUMBER;
const isBlank = (number: string): boolean => /^0*$/.test(number);

/** 10015: who the receiver of a B, of used goods or of a Factura de Crédito is. */
function unidentified(c: Comprobante): readonly Fault[] {
  const { DocTipo, DocNro } = c.detail;
  if (c.isFce) return DocTipo === CUIT ? [] : told(4, { field: "DocTipo" });
  if (c.isUsedGoods) {
    const known = c.parameters.documentTypes.has(DocTipo) && DocTipo !== UNIDENTIFIED && !isBlank(DocNro);
    return known ? unknownReceiver(c) : told(3);
  }
  if (c.cls !== "B") return [];
  if (!c.parameters.documentTypes.has(DocTipo)) return told(2, { field: "DocTipo" });
  if (DocTipo !== UNIDENTIFIED) return isBlank(DocNro) ? told(2) : unknownReceiver(c);
  if (!isBlank(DocNro)) return told(1);
  return c.mustIdentify && !c.isSpan ? [{ values: limitOf(c) }] : [];
}

/** `10,000,000` in English, `10.000.000` in Spanish. */
function limitOf({ threshold: { amount, source } }: Comprobante): NonNullable<Fault["values"]> {
  const grouped = (separator: string): string => amount.replaceAll(/\B(?=(\d{3})+$)/g, separator);
  return { limit_en: grouped(","), limit_es: grouped("."), source };
}

/** The number must be in ARCA's register: asked where there is one; elsewhere a wrong check digit says as much. */
function unknownReceiver(c: Comprobante): readonly Fault[] {
  const { DocTipo, DocNro } = c.detail;
  if (!c.hasTaxKey || DocNro === NOT_CATEGORISED) return [];
  const unknown = c.receiver === undefined ? !isTaxKey(DocNro) : c.receiver === null;
  return unknown ? told(5, { values: { DocTipo, DocNro } }) : [];
}

/** FECAESolicitar: numbers and receiver. */
export const IDENTITY_CHECKS: Checks = {
  10008: ({ detail }) => !isNumber(detail.CbteDesde),
  10010: ({ detail }) => !isNumber(detail.CbteHasta),
  10011: ({ detail }) => detail.CbteHasta < detail.CbteDesde,
  10012: (c) => c.detail.CbteHasta > c.detail.CbteDesde && (c.cls !== "B" || c.isFce),
  10013: (c) => c.isA && c.detail.DocTipo !== CUIT,
  10014: (c) => c.cls === "B" && c.isSpan && c.mustIdentify,
  10015: unidentified,
  10069: ({ detail, subject }) => detail.DocTipo === CUIT && detail.DocNro === subject.issuerCuit,
  10270: ({ detail, subject }) => detail.DocTipo === FCI && subject.issuerTraits !== undefined && !subject.issuerTraits.has("financial"),
  10271: ({ detail }) => detail.DocTipo === FCI && !/^\d{1,4}$/.test(detail.DocNro),
  10272: ({ detail }) => detail.DocTipo === FCI && detail.CondicionIVAReceptorId !== NOT_REACHED,
  10284: ({ detail }) => detail.DocTipo === CUIT && !isTaxKey(detail.DocNro),
};
