import { IVA_CONDITIONS } from "../../../shared/catalog.ts";
import { fromArcaDate } from "../../../shared/dates.ts";
import { decimal } from "../../../shared/money.ts";
import { classOf } from "./classes.ts";
import type { Rule, Subject } from "./rule.ts";
import { identificationThreshold, RECEIVER_CONDITION_REQUIRED_SINCE } from "./thresholds.ts";

const CUIT = 80;
const UNIDENTIFIED = 99;
const MONOTRIBUTO: ReadonlySet<number> = new Set([6, 13, 16]);
const CONDITIONS = new Map<number, string>(Object.values(IVA_CONDITIONS).map(({ code, letters }) => [code, letters]));

const letterOf = ({ CbteTipo }: Subject): string => (classOf(CbteTipo) === "ALEY" ? "A" : (classOf(CbteTipo) ?? ""));
const conditionMissing = ({ detail }: Subject): boolean => detail.CondicionIVAReceptorId === undefined;
const knownCondition = ({ detail }: Subject): boolean => CONDITIONS.has(detail.CondicionIVAReceptorId ?? 0);
const pesos = ({ detail }: Subject) => decimal(detail.ImpTotal).times(detail.MonCotiz || "1");

export const RECEIVER_RULES: readonly Rule[] = [
  {
    code: 10013,
    rejects: true,
    fields: ["DocTipo"],
    appliesTo: (subject) => letterOf(subject) === "A",
    holds: ({ detail }) => detail.DocTipo === CUIT,
    wire: "Campo DocTipo debe ser 80 (CUIT) para comprobantes clase A.",
    en: "A comprobante of letter A needs the customer's CUIT.",
    es: "Un comprobante de letra A necesita el CUIT del cliente.",
  },
  {
    code: 10015,
    rejects: true,
    fields: ["DocNro", "DocTipo"],
    appliesTo: ({ CbteTipo, detail }) => classOf(CbteTipo) === "B" && detail.DocTipo === UNIDENTIFIED,
    holds: (subject) =>
      /^0*$/.test(subject.detail.DocNro) && pesos(subject).lt(identificationThreshold(fromArcaDate(subject.detail.CbteFch))),
    wire: "Campo DocTipo y DocNro: si el importe es menor al monto de la RG 4444 y DocTipo es 99, DocNro debe ser 0; si es mayor o igual, el receptor debe identificarse.",
    en: "From 10,000,000 pesos on, a consumidor final must be identified: give the customer's document (RG 5700/2025).",
    es: "Desde $10.000.000 hay que identificar al consumidor final: indicá el documento del cliente (RG 5700/2025).",
  },
  {
    code: 10069,
    rejects: true,
    fields: ["DocNro"],
    holds: ({ detail, issuerCuit }) => detail.DocTipo !== CUIT || detail.DocNro !== issuerCuit,
    wire: "El numero de documento del receptor no puede ser igual al del emisor.",
    en: "An issuer cannot invoice itself.",
    es: "Un emisor no puede facturarse a sí mismo.",
  },
  {
    code: 10217,
    rejects: false,
    fields: ["CondicionIVAReceptorId"],
    appliesTo: (subject) => letterOf(subject) === "A",
    holds: ({ detail }) => !MONOTRIBUTO.has(detail.CondicionIVAReceptorId ?? 0),
    wire: "El credito fiscal discriminado en el presente comprobante solo podra ser computado a efectos del Procedimiento permanente de transicion al Regimen General.",
    en: "The customer is a monotributista: it can use this IVA only when it moves to the general regime (Ley 27.618).",
    es: "El cliente es monotributista: sólo puede computar este IVA al pasar al régimen general (Ley 27.618).",
  },
  {
    code: 10242,
    rejects: true,
    fields: ["CondicionIVAReceptorId"],
    holds: (subject) => conditionMissing(subject) || knownCondition(subject),
    wire: "El campo Condicion IVA receptor no es un valor valido. Consular metodo FEParamGetCondicionIvaReceptor",
    en: "There is no such condición frente al IVA.",
    es: "No existe esa condición frente al IVA.",
  },
  {
    code: 10243,
    rejects: true,
    fields: ["CondicionIVAReceptorId"],
    appliesTo: knownCondition,
    holds: (subject) => (CONDITIONS.get(subject.detail.CondicionIVAReceptorId ?? 0) ?? "").includes(letterOf(subject)),
    wire: "El campo Condicion IVA receptor no es valido para la clase de comprobante informado. Consular metodo FEParamGetCondicionIvaReceptor",
    en: "A customer with that condición frente al IVA cannot be given this letter; leave `type` at `auto`.",
    es: "Un cliente con esa condición frente al IVA no puede recibir esta letra; dejá `type` en `auto`.",
  },
  {
    code: 10245,
    rejects: false,
    fields: ["CondicionIVAReceptorId"],
    appliesTo: ({ today }) => today < RECEIVER_CONDITION_REQUIRED_SINCE,
    holds: (subject) => !conditionMissing(subject),
    wire: "El campo Condicion Frente al IVA del receptor resultara obligatorio conforme lo reglamentado por la Resolucion General Nro 5616. Para mas informacion consular metodo FEParamGetCondicionIvaReceptor",
    en: "The customer's condición frente al IVA is missing; it is required from 2026-12-01 on (RG 5616/2024).",
    es: "Falta la condición frente al IVA del cliente; es obligatoria desde el 1/12/2026 (RG 5616/2024).",
  },
  {
    code: 10246,
    rejects: true,
    fields: ["CondicionIVAReceptorId"],
    appliesTo: ({ today }) => today >= RECEIVER_CONDITION_REQUIRED_SINCE,
    holds: (subject) => !conditionMissing(subject),
    wire: "Campo Condicion Frente al IVA del receptor es obligatorio conforme a lo reglamentado por la Resolucion General Nro 5616. Para mas informacion consular metodo FEParamGetCondicionIvaReceptor",
    en: "The customer's condición frente al IVA is required (RG 5616/2024).",
    es: "La condición frente al IVA del cliente es obligatoria (RG 5616/2024).",
  },
];
