import { bienUsado, compradores, CUSTOMER, facturaA, fceA, ISSUER, OTHER } from "../comprobantes.ts";
import { breaking, type Cases } from "./case.ts";

const ME = { DocTipo: 80, DocNro: CUSTOMER, Porcentaje: "60.00" };
const YOU = { DocTipo: 80, DocNro: OTHER, Porcentaje: "40.00" };
const buyers = (...Compradores: (typeof ME)[]) => ({ Compradores });

/** Several buyers. */
export const BUYER_CASES: Cases = {
  10133: [breaking(facturaA, buyers())],
  10134: [breaking(bienUsado, buyers(ME, YOU))],
  10135: [breaking(compradores, buyers(ME, { ...YOU, DocTipo: 0 }))],
  10136: [breaking(compradores, { DocTipo: 96, DocNro: "30111222" })],
  10137: [breaking(compradores, buyers(ME, { ...YOU, DocTipo: 96 }))],
  10138: [breaking(compradores, buyers(ME, { ...YOU, DocNro: "" }))],
  10139: [breaking(compradores, buyers(ME, { ...YOU, DocNro: "123" }))],
  10140: [breaking(compradores, buyers(ME, { ...YOU, DocNro: ISSUER }))],
  10141: [breaking(compradores, buyers(ME, ME))],
  10142: [breaking(compradores, buyers(ME, { ...YOU, Porcentaje: "" }))],
  10143: [
    breaking(compradores, buyers(ME, { ...YOU, Porcentaje: "40.001" })),
    breaking(compradores, buyers({ ...ME, Porcentaje: "100" }, YOU)),
  ],
  10144: [breaking(compradores, buyers(ME, { ...YOU, Porcentaje: "0" }))],
  10145: [
    breaking(compradores, buyers({ ...ME, Porcentaje: "99" })),
    breaking(compradores, buyers(YOU, { ...YOU, DocNro: "20267565393" })),
  ],
  10146: [breaking(compradores, buyers({ ...ME, Porcentaje: "40" }, { ...YOU, Porcentaje: "60" }))],
  10147: [breaking(compradores, buyers(ME, { ...YOU, Porcentaje: "30" }))],
  10150: [breaking(compradores, { Concepto: 3 })],
  10194: [breaking(fceA, buyers(ME, YOU))],
};
