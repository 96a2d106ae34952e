import { isCountryCuit, isCuit, NOT_CATEGORISED } from "../../../shared/cuit.ts";
import type { ConditionCode, Taxpayer } from "./taxpayer.ts";
import { TAXPAYERS } from "./taxpayers.data.ts";

/** A register of taxpayers. */
export type FindTaxpayer = (cuit: string) => Taxpayer | undefined;

const REGISTERED: ConditionCode = 1;
const FOREIGN_CUSTOMER: ConditionCode = 9;
const COMPANY = /^3/;

const BY_CUIT = new Map(TAXPAYERS.map((taxpayer) => [taxpayer.cuit, taxpayer]));

/** The built-in register: those it lists, and every other valid CUIT as an active responsable inscripto. */
export const findTaxpayer: FindTaxpayer = (cuit) => {
  const listed = BY_CUIT.get(cuit);
  if (listed) return listed.traits.includes("nonexistent") ? undefined : listed;
  if (cuit === NOT_CATEGORISED) return undefined;
  if (isCountryCuit(cuit)) return anyone(cuit, FOREIGN_CUSTOMER);
  return isCuit(cuit) ? anyone(cuit, REGISTERED) : undefined;
};

/**
 * CUITs of a document: those that the register lists, else the one that its number gives.
 *
 * @param document 1 to 8 digits
 */
export function cuitsOf(document: string): string[] {
  const number = document.padStart(8, "0");
  const listed = TAXPAYERS.filter(({ cuit, name }) => "apellido" in name && cuit.slice(2, 10) === number && findTaxpayer(cuit));
  if (listed.length > 0) return listed.map(({ cuit }) => cuit);
  const digits = Array.from({ length: 10 }, (_, digit) => digit);
  return digits.map((digit) => `20${number}${digit}`).filter((cuit) => isCuit(cuit) && findTaxpayer(cuit));
}

function anyone(cuit: string, condition: ConditionCode): Taxpayer {
  const name = COMPANY.test(cuit) || isCountryCuit(cuit) ? { razonSocial: `EMPRESA ${cuit} SA` } : { apellido: "PERSONA", nombre: cuit };
  return { cuit, condition, name, traits: [], isAssumed: true, es: "Cualquier otra CUIT válida", en: "Any other valid CUIT" };
}
