import { fceA, fceNotaCreditoA, fceNote, NOT_CATEGORISED, OTHER } from "../comprobantes.ts";
import { breaking, type Cases } from "./case.ts";

const ONE = { Tipo: 201, PtoVta: 1, Nro: 7, Cuit: "20111111112", CbteFch: "20261120" };
const of = (...Tipos: number[]) => ({ CbtesAsoc: Tipos.map((Tipo, i) => ({ ...ONE, Tipo, Nro: 7 + i })) });

/** Factura de Crédito Electrónica, its notas and what they name. */
export const FCE_CASES: Cases = {
  10153: [breaking(fceNotaCreditoA, { CbtesAsoc: undefined })],
  10155: [breaking(fceNotaCreditoA, { CbtesAsoc: [{ ...ONE, Cuit: OTHER }] })],
  10156: [breaking(fceNotaCreditoA, of(201, 201)), breaking(fceNotaCreditoA, of(91))],
  10157: [breaking(fceNotaCreditoA, of(201, 203)), breaking(fceNote(207, 206, "N"), of(201)), breaking(fceNote(213, 211, "N"), of(206))],
  10158: [breaking(fceNotaCreditoA, { CbtesAsoc: [{ Tipo: 201, PtoVta: 1, Nro: 7, Cuit: "20111111112" }] })],
  10159: [breaking(fceNotaCreditoA, { CbtesAsoc: [{ ...ONE, CbteFch: "20261125" }] })],
  10178: [breaking(fceA, { DocNro: NOT_CATEGORISED })],
  10183: [breaking(fceNote(202, 203, "S"), of(201)), breaking(fceNote(203, 201, "S"), of(203))],
  10186: [breaking(fceNote(202, 203, "S"), of(201)), breaking(fceNote(203, 202, "S"), of(206))],
  10187: [breaking(fceNote(207, 208, "S"), of(206))],
  10193: [breaking(fceNote(212, 213, "S"), of(203))],
  10251: [breaking({ ...fceA, issuerTraits: new Set() }, {}, { issuerTraits: new Set(["financial"]) })],
};
