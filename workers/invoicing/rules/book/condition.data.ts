import { observes, rejects, rowsOf } from "./row.ts";

/** FECAESolicitar: the receiver's condición frente al IVA (RG 5616/2024). */
export const CONDITION_ROWS = rowsOf("FECAESolicitar", [
  observes(
    10217,
    ["CondicionIVAReceptorId"],
    "El credito fiscal discriminado en el presente comprobante solo podra ser computado a efectos del Procedimiento permanente de transicion al Regimen General.",
    "El cliente es monotributista: sólo puede computar este IVA al pasar al régimen general (Ley 27.618).",
    "The customer is a monotributista: it can use this IVA only when it moves to the general regime (Ley 27.618).",
  ),
  rejects(
    10242,
    ["CondicionIVAReceptorId"],
    "El campo Condicion IVA receptor no es un valor valido. Consular metodo FEParamGetCondicionIvaReceptor",
    "No existe esa condición frente al IVA.",
    "There is no such condición frente al IVA.",
  ),
  rejects(
    10243,
    ["CbteTipo", "CondicionIVAReceptorId"],
    "El campo Condicion IVA receptor no es valido para la clase de comprobante informado. Consular metodo FEParamGetCondicionIvaReceptor",
    "Un cliente con esa condición frente al IVA no puede recibir esta letra.",
    "A customer with that condición frente al IVA cannot be given this letter.",
  ),
  observes(
    10245,
    ["CondicionIVAReceptorId"],
    "El campo Condicion Frente al IVA del receptor resultara obligatorio conforme lo reglamentado por la Resolucion General Nro 5616. Para mas informacion consular metodo FEParamGetCondicionIvaReceptor",
    "Falta la condición frente al IVA del cliente; es obligatoria desde el 1/12/2026 (RG 5616/2024).",
    "The customer's condición frente al IVA is missing; it is required from 2026-12-01 on (RG 5616/2024).",
    { until: "v4.8" },
  ),
  rejects(
    10246,
    ["CondicionIVAReceptorId"],
    "Campo Condicion Frente al IVA del receptor es obligatorio conforme a lo reglamentado por la Resolucion General Nro 5616. Para mas informacion consular metodo FEParamGetCondicionIvaReceptor",
    "La condición frente al IVA del cliente es obligatoria (RG 5616/2024).",
    "The customer's condición frente al IVA is required (RG 5616/2024).",
    { since: "v4.8" },
  ),
]);
