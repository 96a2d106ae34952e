import { IVA_RATES } from "../../../shared/catalog.ts";
import { type Decimal, decimal, sum, withinTolerance } from "../../../shared/money.ts";
import type { AlicIva, ComprobanteDetail } from "../../arca/wsfe/detail.ts";
import { classOf, RELAXED_IVA } from "./classes.ts";
import type { Rule, Subject } from "./rule.ts";

const ZERO_RATE = 3;
const PERCENT = new Map<number, string>(Object.entries(IVA_RATES).map(([percent, id]) => [id, percent]));

const rows = (detail: ComprobanteDetail): readonly AlicIva[] => detail.Iva ?? [];
const total = (detail: ComprobanteDetail, field: "BaseImp" | "Importe"): Decimal => sum(rows(detail).map((row) => decimal(row[field])));
const notC = ({ CbteTipo }: Subject): boolean => classOf(CbteTipo) !== "C";
const strict = (subject: Subject): boolean => notC(subject) && !RELAXED_IVA.has(subject.CbteTipo);

const amountFits = ({ Id, BaseImp, Importe }: AlicIva): boolean =>
  withinTolerance(
    decimal(Importe),
    decimal(BaseImp)
      .times(PERCENT.get(Id) ?? "0")
      .div("100"),
  );

/** The manual's "Error relativo" and absolute margin, one cent for each rate. */
const sumFits = (detail: ComprobanteDetail, field: "BaseImp" | "Importe", stated: string): boolean =>
  withinTolerance(total(detail, field), decimal(stated), rows(detail).length);

export const IVA_RULES: readonly Rule[] = [
  {
    code: 10018,
    rejects: true,
    fields: ["Iva", "ImpIVA"],
    appliesTo: notC,
    holds: ({ detail }) => (decimal(detail.ImpIVA).gt(0) ? rows(detail).length > 0 : rows(detail).every(({ Id }) => Id === ZERO_RATE)),
    wire: "Si ImpIVA es igual a 0 el objeto Iva solo debe informarse con Id 3 (iva 0). Si ImpIVA es mayor a 0 el objeto Iva es obligatorio.",
    en: "The IVA stated and the rates given do not agree.",
    es: "El IVA informado y las alícuotas no coinciden.",
  },
  {
    code: 10019,
    rejects: true,
    fields: ["Iva"],
    appliesTo: notC,
    holds: ({ detail }) => rows(detail).every(({ Id }) => PERCENT.has(Id)),
    wire: "El campo Id en AlicIVA es obligatorio y debe ser un valor devuelto por el metodo FEParamGetTiposIva.",
    en: "There is no such rate of IVA.",
    es: "No existe esa alícuota de IVA.",
  },
  {
    code: 10020,
    rejects: true,
    fields: ["Iva"],
    appliesTo: strict,
    holds: ({ detail }) => rows(detail).every(({ BaseImp }) => decimal(BaseImp).gt(0)),
    wire: "El campo BaseImp en AlicIVA es obligatorio y debe ser mayor a 0 cero.",
    en: "Each rate of IVA needs a base above zero.",
    es: "Cada alícuota de IVA necesita una base mayor que cero.",
  },
  {
    code: 10021,
    rejects: true,
    fields: ["Iva"],
    appliesTo: strict,
    holds: ({ detail }) => rows(detail).every(({ Importe }) => decimal(Importe).gte(0)),
    wire: "El campo Importe en AlicIVA es obligatorio, mayor o igual 0 cero.",
    en: "An amount of IVA cannot be below zero.",
    es: "Un importe de IVA no puede ser menor que cero.",
  },
  {
    code: 10022,
    rejects: true,
    fields: ["Iva"],
    appliesTo: notC,
    holds: ({ detail }) => new Set(rows(detail).map(({ Id }) => Id)).size === rows(detail).length,
    wire: "El campo Id en AlicIVA no debe repetirse. Debera totalizarse por alicuota.",
    en: "Each rate of IVA is given once, with its total.",
    es: "Cada alícuota de IVA se informa una vez, totalizada.",
  },
  {
    code: 10023,
    rejects: true,
    fields: ["ImpIVA", "Iva"],
    appliesTo: notC,
    holds: ({ detail }) => sumFits(detail, "Importe", detail.ImpIVA),
    wire: "La suma de los campos Importe en Iva debe ser igual al valor ingresado en ImpIVA.",
    en: "The IVA stated is not the sum of the rates' amounts.",
    es: "El IVA informado no es la suma de los importes por alícuota.",
  },
  {
    code: 10051,
    rejects: true,
    fields: ["Iva"],
    appliesTo: strict,
    holds: ({ detail }) => rows(detail).every(amountFits),
    wire: "Los importes informados en AlicIVA no se corresponden con los porcentajes.",
    en: "An amount of IVA does not match its base and rate.",
    es: "Un importe de IVA no se corresponde con su base y su alícuota.",
  },
  {
    code: 10061,
    rejects: true,
    fields: ["ImpNeto", "Iva"],
    appliesTo: strict,
    holds: ({ detail }) => sumFits(detail, "BaseImp", detail.ImpNeto),
    wire: "La suma de los campos BaseImp en AlicIva debe ser igual al valor ingresado en ImpNeto.",
    en: "The net amount is not the sum of the rates' bases.",
    es: "El neto no es la suma de las bases por alícuota.",
  },
  {
    code: 10070,
    rejects: true,
    fields: ["ImpNeto", "Iva"],
    appliesTo: notC,
    holds: ({ detail }) => !decimal(detail.ImpNeto).gt(0) || rows(detail).length > 0,
    wire: "Si ImpNeto es mayor a 0 el objeto IVA es obligatorio.",
    en: "A net amount needs its rates of IVA.",
    es: "Un neto gravado necesita sus alícuotas de IVA.",
  },
  {
    code: 10071,
    rejects: true,
    fields: ["Iva"],
    appliesTo: (subject) => !notC(subject),
    holds: ({ detail }) => rows(detail).length === 0,
    wire: "Para comprobantes tipo C el objeto IVA no debe informarse.",
    en: "Letter C carries no IVA.",
    es: "La letra C no lleva IVA.",
  },
];
