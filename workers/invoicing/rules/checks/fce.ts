import { NOT_CATEGORISED } from "../../../../shared/cuit.ts";
import { FCE_CREDITS, FCE_DEBITS, FCE_FACTURAS, REMITOS } from "../classes.ts";
import { CUIT, type Comprobante } from "../comprobante.ts";
import type { ComprobanteClass } from "../classes.ts";
import type { Check, Fault } from "../rule.ts";
import { type Checks, lacks, where } from "./faults.ts";

const CBU = "2101";
const ALIAS = "2102";
const ANNULMENT = "22";
const TRANSFER = "27";
const OF_FCE: readonly string[] = [CBU, ALIAS, ANNULMENT, TRANSFER];

const given = (c: Comprobante, ids: readonly string[]): readonly Fault[] =>
  where("Opcionales.Id", c.optionals, ({ Id }) => ids.includes(Id));
const has = (c: Comprobante, id: string): boolean => c.optional(id) !== undefined;

/** A nota that corrects, and does not annul. */
const corrects = (c: Comprobante): boolean => c.isFceNote && !c.isAnnulment;
const annuls = (c: Comprobante): boolean => c.isFceNote && c.isAnnulment;

interface Family {
  readonly factura: number;
  readonly debit: number;
  readonly credit: number;
}
const FAMILIES: Partial<Record<ComprobanteClass, Family>> = {
  A: { factura: 201, debit: 202, credit: 203 },
  B: { factura: 206, debit: 207, credit: 208 },
  C: { factura: 211, debit: 212, credit: 213 },
};
const familyOf = ({ cls }: Comprobante): Family | undefined => (cls === undefined ? undefined : FAMILIES[cls]);

/** 10183: of whatever letter, a débito annuls a crédito; a crédito annuls a factura or a débito. */
function wrongKind(c: Comprobante): boolean | readonly Fault[] {
  const admits = (type: number): boolean => (c.isFceDebit ? FCE_CREDITS.has(type) : FCE_FACTURAS.has(type) || FCE_DEBITS.has(type));
  return annuls(c) && where("CbtesAsoc.Tipo", c.associated, ({ Tipo }) => !REMITOS.has(Tipo) && !admits(Tipo));
}

/** 10186, 10187, 10193: the same, within the letter. */
function wrongLetter(letter: ComprobanteClass): Check {
  return (c) => {
    const family = c.cls === letter && annuls(c) ? familyOf(c) : undefined;
    if (!family) return false;
    const admitted = c.isFceDebit ? [family.credit] : [family.factura, family.debit];
    return where("CbtesAsoc.Tipo", c.associated, ({ Tipo }) => !REMITOS.has(Tipo) && !admitted.includes(Tipo));
  };
}

/** FECAESolicitar: Factura de Crédito Electrónica MiPyMEs. */
export const FCE_CHECKS: Checks = {
  10153: (c) => c.isFceNote && c.associated.length === 0,
  10155: (c) => c.isFce && where("CbtesAsoc.Cuit", c.associated, ({ Cuit }) => Cuit !== undefined && Cuit !== c.subject.issuerCuit),
  10156: (c) => corrects(c) && c.associated.filter(({ Tipo }) => FCE_FACTURAS.has(Tipo)).length !== 1,
  10157: (c) => corrects(c) && where("CbtesAsoc.Tipo", c.associated, ({ Tipo }) => !REMITOS.has(Tipo) && Tipo !== familyOf(c)?.factura),
  10158: (c) => c.isFceNote && where("CbtesAsoc.CbteFch", c.associated, ({ CbteFch }) => !CbteFch),
  10159: (c) => c.isFceNote && where("CbtesAsoc.CbteFch", c.associated, ({ CbteFch }) => (CbteFch ?? "") > c.detail.CbteFch),
  10162: (c) => c.isFce && c.optionals.length === 0,
  10163: (c) => c.isFceFactura && !c.detail.FchVtoPago,
  10164: ({ isFce, today, detail: { FchVtoPago, CbteFch } }) =>
    Boolean(isFce && FchVtoPago && FchVtoPago < (CbteFch > today ? CbteFch : today)),
  10168: (c) => c.isFceFactura && !has(c, CBU) && lacks(CBU),
  10169: (c) => !c.isFce && given(c, OF_FCE),
  10170: (c) => c.isFce && ![CBU, ANNULMENT, TRANSFER].some((id) => has(c, id)),
  10171: (c) => c.isFceFactura && given(c, [ANNULMENT]),
  10172: (c) => c.isFceNote && given(c, [CBU, ALIAS, TRANSFER]),
  10173: (c) => c.isFceNote && !has(c, ANNULMENT) && lacks(ANNULMENT),
  10175: (c) => corrects(c) && Boolean(c.detail.FchVtoPago),
  10178: (c) => c.isFce && c.detail.DocTipo === CUIT && c.detail.DocNro === NOT_CATEGORISED,
  10183: wrongKind,
  10186: wrongLetter("A"),
  10187: wrongLetter("B"),
  10193: wrongLetter("C"),
  10194: (c) => c.isFce && c.detail.Compradores !== undefined,
  10216: (c) => c.isFceFactura && !has(c, TRANSFER) && lacks(TRANSFER),
  10251: (c) => c.isFce && (c.subject.issuerTraits?.has("financial") ?? false),
};
