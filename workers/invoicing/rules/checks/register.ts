import { REMITOS } from "../classes.ts";
import { amount, CUIT, type Comprobante } from "../comprobante.ts";
import type { CbteAsoc } from "../../../arca/wsfe/detail.ts";
import type { RegisteredComprobante, RegisteredTaxpayer } from "../register.ts";
import type { Check, Fault } from "../rule.ts";
import { type Checks, where } from "./faults.ts";
import { IN_REGISTER } from "./optionals.ts";

/** A and B, C types of which a Factura de Crédito should have been given instead. */
const REPLACED_BY_FCE: ReadonlySet<number> = new Set([1, 4, 6, 9, 11, 15]);

type Person = RegisteredTaxpayer;
/** The receiver is known to be nobody, or to be somebody of whom that holds. */
const receiver = (c: Comprobante, nobody: boolean, is: (person: Person) => boolean | undefined): boolean => {
  if (c.receiver === undefined) return false;
  return c.receiver === null ? nobody : (is(c.receiver) ?? false);
};
const unknown = (c: Comprobante, number: string): boolean => c.register.taxpayer?.(number) === null;
const inactive = (c: Comprobante, number: string): boolean => {
  const person = c.register.taxpayer?.(number);
  return person !== undefined && !person?.active;
};

/** An associated comprobante in the register: null: there is none; undefined: the register does not say. */
const found = (c: Comprobante, { Tipo, PtoVta, Nro, Cuit }: CbteAsoc): RegisteredComprobante | null | undefined =>
  c.register.comprobante?.({ cuit: Cuit ?? c.subject.issuerCuit, CbteTipo: Tipo, PtoVta, Nro });

/** Of the remitos or of the others among the associated ones. */
const associated = (
  kind: "remito" | "other",
  c: Comprobante,
  field: "CbtesAsoc.Nro" | "CbtesAsoc.CbteFch" | "CbtesAsoc.Tipo",
  isAtFault: (found: RegisteredComprobante | null, one: CbteAsoc) => boolean,
): readonly Fault[] =>
  where(field, c.associated, (one) => {
    if (REMITOS.has(one.Tipo) !== (kind === "remito")) return false;
    const record = found(c, one);
    return record !== undefined && isAtFault(record, one);
  });

const remitos =
  (field: "CbtesAsoc.Nro" | "CbtesAsoc.Tipo", isAtFault: (found: RegisteredComprobante | null, c: Comprobante) => boolean): Check =>
  (c) =>
    associated("remito", c, field, (record) => isAtFault(record, c));

/** 10181, 10184, 10237: the first associated one that the register has. */
const first = (c: Comprobante): RegisteredComprobante | undefined =>
  c.associated.map((one) => (REMITOS.has(one.Tipo) ? undefined : found(c, one))).find((record) => record) ?? undefined;

/** 10177: active in the tax that the letter of a Factura de Crédito asks for. */
const lacksTax = (c: Comprobante, { iva, monotributo, exempt }: Person): boolean =>
  c.cls === "A" ? !iva : !(iva || monotributo || exempt);

const exceeds = (c: Comprobante, limit: string | undefined): boolean => limit !== undefined && c.pesosEach.gt(limit);
const issuer = (c: Comprobante): Person | null | undefined => c.register.taxpayer?.(c.subject.issuerCuit);

function fceIsDue(c: Comprobante): string | null | undefined {
  if (!REPLACED_BY_FCE.has(c.CbteTipo) || c.detail.DocTipo !== CUIT) return undefined;
  return c.register.fceThreshold?.(c.subject.issuerCuit, c.detail.DocNro, c.subject.today);
}

const values =
  (id: string, isAtFault: (c: Comprobante, value: string) => boolean): Check =>
  (c) =>
    where("Opcionales.Valor", c.optionals, ({ Id, Valor }) => Id === id && isAtFault(c, Valor));

/** FECAESolicitar: what only ARCA's registers know. Each is asked only where the register at hand says something of it. */
export const REGISTER_CHECKS: Checks = {
  10017: (c) => c.isA && receiver(c, true, ({ active }) => !active),
  10041: (c) => associated("other", c, "CbtesAsoc.Nro", (record) => !c.isFceNote && record === null),
  10063: (c) => {
    const isAtFault = c.isA && receiver(c, true, ({ active, iva, monotributo }) => !active || !(iva || monotributo));
    return isAtFault && [{ values: { DocTipo: c.detail.DocTipo, DocNro: c.detail.DocNro } }];
  },
  10115: values("1012", (c, value) => IN_REGISTER.has(Number(c.optional("1011"))) && c.optional("1011") !== "96" && unknown(c, value)),
  10120: remitos("CbtesAsoc.Nro", (record) => record === null),
  10121: remitos("CbtesAsoc.Nro", (record) => record?.unconfirmed ?? false),
  10122: remitos("CbtesAsoc.Tipo", (record, { detail }) => record !== null && record.DocNro !== detail.DocNro),
  10126: values("1801", unknown),
  10148: (c) => where("Compradores.DocNro", c.buyers, ({ DocNro }) => inactive(c, DocNro)),
  10149: (c) => {
    if (!c.isA || c.buyers.length === 0 || !c.register.taxpayer) return false;
    const people = [c.receiver, ...c.buyers.map(({ DocNro }) => c.register.taxpayer?.(DocNro))];
    return !people.some((person) => person?.active && (person.iva || person.monotributo));
  },
  10154: (c) => {
    const record = c.isFceNote ? first(c) : undefined;
    return record?.refused !== undefined && record.refused !== c.isAnnulment;
  },
  10160: (c) =>
    c.isFceNote && associated("other", c, "CbtesAsoc.Nro", (record, { CbteFch }) => record === null || record.CbteFch !== CbteFch),
  10161: (c) => c.isFce && receiver(c, false, ({ noElectronicAddress }) => noElectronicAddress),
  10174: (c) => {
    const cbu = c.isFceFactura ? c.optional("2101") : undefined;
    const owner = cbu === undefined ? undefined : c.register.cbuOwner?.(cbu);
    return owner !== undefined && owner !== c.subject.issuerCuit;
  },
  10176: (c) => c.isFce && receiver(c, true, ({ active }) => !active),
  10177: (c) => c.isFce && receiver(c, false, (person) => person.active && lacksTax(c, person)),
  10180: (c) => c.isFce && receiver(c, false, ({ fceReceiver }) => !fceReceiver),
  10181: (c) => {
    const record = c.isFceNote && c.detail.MonId !== "PES" ? first(c) : undefined;
    return record !== undefined && record.MonId !== c.detail.MonId;
  },
  10184: (c) => {
    const record = c.isFceCredit ? first(c) : undefined;
    return record?.balance !== undefined && !c.isAnnulment && c.amount("ImpTotal").gte(record.balance);
  },
  10188: (c) => {
    const threshold = fceIsDue(c);
    return typeof threshold === "string" && c.pesosEach.lt(threshold);
  },
  10192: (c) => {
    const threshold = fceIsDue(c);
    return typeof threshold === "string" && c.pesosEach.gte(threshold);
  },
  10195: (c) => c.detail.DocTipo === CUIT && receiver(c, false, ({ apocryphal }) => apocryphal),
  10211: (c) => associated("other", c, "CbtesAsoc.CbteFch", (record, { CbteFch }) => (record?.offline ?? false) && !CbteFch),
  10212: (c) =>
    associated("other", c, "CbtesAsoc.CbteFch", (record, { CbteFch }) => (record?.offline ?? false) && (CbteFch ?? "") > c.today),
  10232: remitos("CbtesAsoc.Nro", (record) => record?.used ?? false),
  10234: (c) => c.isA && (issuer(c)?.formPending ?? false),
  10235: (c) => c.isC && exceeds(c, issuer(c)?.highestLimit),
  10236: (c) => c.isC && exceeds(c, issuer(c)?.categoryLimit) && !exceeds(c, issuer(c)?.highestLimit),
  10237: (c) => {
    const record = c.isCreditNote && c.associated.length === 1 ? first(c) : undefined;
    return record !== undefined && record.MonId === c.detail.MonId && c.amount("ImpTotal").gt(amount(record.ImpTotal));
  },
  10238: (c) => c.detail.DocTipo === CUIT && receiver(c, true, () => false),
  10247: (c) => c.detail.DocTipo === CUIT && receiver(c, false, ({ active, apocryphal }) => !active && !apocryphal),
  10248: (c) => c.detail.DocTipo === CUIT && receiver(c, false, ({ socialSecurity }) => socialSecurity),
  10249: (c) => receiver(c, false, ({ deceased }) => deceased),
};
