import { decimal, sum, withinTolerance } from "../../../shared/money.ts";
import type { ComprobanteDetail } from "../../arca/wsfe/detail.ts";
import { classOf } from "./classes.ts";
import type { Rule, Subject } from "./rule.ts";

type Amount = "ImpTotal" | "ImpTotConc" | "ImpNeto" | "ImpOpEx" | "ImpTrib" | "ImpIVA";

const AMOUNTS: readonly Amount[] = ["ImpTotal", "ImpTotConc", "ImpNeto", "ImpOpEx", "ImpTrib", "ImpIVA"];
const isC = ({ CbteTipo }: Subject): boolean => classOf(CbteTipo) === "C";
const total = (detail: ComprobanteDetail, fields: readonly Amount[]) => sum(fields.map((field) => decimal(detail[field])));

/** 10043–10047, 10065: not below zero; on C what C does not have is zero. */
function notNegative(code: number, field: Amount, zeroOnC: boolean): Rule {
  return {
    code,
    rejects: true,
    fields: [field],
    holds: (subject) => {
      const amount = decimal(subject.detail[field]);
      return zeroOnC && isC(subject) ? amount.eq(0) : amount.gte(0);
    },
    wire: `El campo ${field} no puede ser menor a cero (0).${zeroOnC ? " Para comprobantes tipo C debe ser igual a cero (0)." : ""}`,
    en: `${field} cannot be below zero${zeroOnC ? ", and is zero on letter C" : ""}.`,
    es: `${field} no puede ser menor que cero${zeroOnC ? ", y es cero en letra C" : ""}.`,
  };
}

export const AMOUNT_RULES: readonly Rule[] = [
  {
    code: 10030,
    rejects: true,
    fields: ["Concepto"],
    holds: ({ detail }) => detail.Concepto >= 1 && detail.Concepto <= 3,
    wire: "El campo Concepto es obligatorio y debe ser 1 Productos, 2 Servicios o 3 Productos y Servicios.",
    en: "The concept is products, services, or both.",
    es: "El concepto es productos, servicios, o ambos.",
  },
  {
    code: 10037,
    rejects: true,
    fields: ["MonId"],
    holds: ({ detail }) => /^(PES|DOL|\d{3})$/.test(detail.MonId),
    wire: "El campo MonId es obligatorio y debe corresponder a algun valor devuelto por el metodo FEParamGetTiposMonedas.",
    en: "There is no such currency.",
    es: "No existe esa moneda.",
  },
  {
    code: 10038,
    rejects: true,
    fields: ["MonCotiz"],
    holds: ({ detail }) => decimal(detail.MonCotiz || "0").gt(0),
    wire: "El campo MonCotiz es obligatorio y debe ser mayor a 0.",
    en: "The exchange rate must be above zero.",
    es: "La cotización debe ser mayor que cero.",
  },
  {
    code: 10039,
    rejects: true,
    fields: ["MonCotiz"],
    appliesTo: ({ detail }) => detail.MonId === "PES",
    holds: ({ detail }) => decimal(detail.MonCotiz || "0").eq(1),
    wire: "Para MonId = PES, el campo MonCotiz debe ser igual a 1.",
    en: "In pesos the exchange rate is 1.",
    es: "En pesos la cotización es 1.",
  },
  notNegative(10043, "ImpTotConc", true),
  notNegative(10044, "ImpOpEx", true),
  notNegative(10045, "ImpNeto", false),
  notNegative(10046, "ImpTrib", false),
  notNegative(10047, "ImpIVA", true),
  {
    code: 10048,
    rejects: true,
    fields: ["ImpTotal"],
    holds: (subject) =>
      withinTolerance(
        decimal(subject.detail.ImpTotal),
        total(subject.detail, isC(subject) ? ["ImpNeto", "ImpTrib"] : ["ImpTotConc", "ImpNeto", "ImpOpEx", "ImpTrib", "ImpIVA"]),
      ),
    wire: "El campo  'Importe Total' ImpTotal, debe ser igual  a la  suma de ImpTotConc + ImpNeto + ImpOpEx + ImpTrib + ImpIVA.",
    en: "The total is not the sum of its parts.",
    es: "El total no es la suma de sus partes.",
  },
  {
    code: 10056,
    rejects: true,
    fields: AMOUNTS,
    holds: ({ detail }) => AMOUNTS.every((field) => /^-?\d{1,13}(\.\d{1,2})?$/.test(detail[field])),
    wire: "Los importes deben informarse con un maximo de 13 enteros y 2 decimales.",
    en: "Amounts have at most 13 integer and 2 decimal digits.",
    es: "Los importes llevan hasta 13 enteros y 2 decimales.",
  },
  notNegative(10065, "ImpTotal", false),
];
