import { INVOICE_TYPES, type InvoiceKind, type InvoiceType, type Letter, nameOf } from "../../../shared/catalog.ts";
import { fromArcaDate } from "../../../shared/dates.ts";
import type { PatchOperation } from "../../../shared/errors.ts";
import type { Comprobante } from "./comprobante.ts";
import { sameMonth } from "./day.ts";
import { ownFieldOf, paramOf, pointerOf } from "./params.ts";
import type { Fault } from "./rule.ts";

/** What would repair the caller's body, where it can be worked out from the comprobante alone. */
type Fix = (c: Comprobante, path: string, fault: Fault) => PatchOperation | undefined;

/** `add` sets what may be missing; `replace` what the caller must have given to be wrong. */
const add = (path: string, value: string | boolean): PatchOperation => ({ op: "add", path, value });
const replace = (path: string, value: string | boolean): PatchOperation => ({ op: "replace", path, value });
const remove = (path: string): PatchOperation => ({ op: "remove", path });

const dropIt: Fix = (_, path) => remove(path);
/** The object that all of those opcionales are written in, once however many of them are at fault. */
const dropFce: Fix = ({ optionals }, _, { index }) =>
  index === optionals.findIndex(({ Id }) => ownFieldOf(Id)?.startsWith("fce.")) ? remove("/fce") : undefined;
/** The whole row that the field at fault is in. */
const dropRow: Fix = (_, path) => {
  const row = /^(.*?\/\d+)/.exec(path)?.[1];
  return row === undefined ? undefined : remove(row);
};
const today: Fix = (c, path) => replace(path, fromArcaDate(c.today));
const letterTypes = Object.entries(INVOICE_TYPES) as [InvoiceType, { letter: Letter; kind: InvoiceKind; fce?: true }][];

/** The same kind of comprobante in the letter that the customer's condición takes. */
function otherLetter(c: Comprobante): PatchOperation | undefined {
  const letters = c.parameters.receiverLetters.get(c.detail.CondicionIVAReceptorId ?? 0) ?? "";
  const now = nameOf(INVOICE_TYPES, c.CbteTipo);
  if (now === undefined || c.isC || c.isUsedGoods) return undefined;
  const { kind, fce }: { kind: InvoiceKind; fce?: true } = INVOICE_TYPES[now];
  const letter = letters.includes("A") ? "A" : "B";
  const type = letterTypes.find(([, row]) => row.kind === kind && row.letter === letter && row.fce === fce)?.[0];
  return type === undefined ? undefined : replace("/type", type);
}

/** The day nearest to the one given that 10152 admits. */
const withinMonth: Fix = (c, path) => (sameMonth(c.detail.CbteFch, c.today) ? undefined : replace(path, fromArcaDate(c.today)));

const dueDay = ({ detail: { CbteFch }, isFce, today: now }: Comprobante): string => fromArcaDate(isFce && CbteFch < now ? now : CbteFch);
const due: Fix = (c, path) => add(path, dueDay(c));

/** Each date of a service that is missing is the invoice's own. */
const serviceDate: Fix = (c, path, { field }) => (field === "FchVtoPago" ? due(c, path, {}) : add(path, fromArcaDate(c.detail.CbteFch)));

const official: Fix = (c, path) => {
  const rate = c.officialRate;
  return rate === undefined ? undefined : replace(path, rate);
};

const FIXES: Readonly<Record<number, Fix>> = {
  10016: today,
  10031: serviceDate,
  10033: serviceDate,
  10035: due,
  10036: due,
  10038: official,
  10039: (_, path) => replace(path, "1"),
  10042: (c, path, { index = 0 }) => {
    const name = c.parameters.taxes.get(c.taxes[index]?.Id ?? 0);
    return name === undefined || name === "Otro" ? undefined : add(path, name);
  },
  10049: (c, path, fault) => (fault.field && c.detail[fault.field as "FchServDesde"] ? undefined : serviceDate(c, path, fault)),
  10054: dropRow,
  10060: dropRow,
  10085: (_, path) => replace(path, "products"),
  10119: official,
  10151: (c, path, { index = 0 }) => (c.isFceNote && c.associated[index]?.Cuit === undefined ? add(path, c.subject.issuerCuit) : undefined),
  10152: withinMonth,
  10155: (c, path) => replace(path, c.subject.issuerCuit),
  10163: due,
  10164: due,
  10169: dropFce,
  10171: dropIt,
  10172: dropIt,
  10175: dropIt,
  10190: dropRow,
  10194: dropIt,
  10196: dropIt,
  10198: dropIt,
  10208: (c, path) => replace(path, fromArcaDate(c.detail.CbteFch)),
  10221: dropIt,
  10240: official,
  10241: (_, path) => replace(path, false),
  10243: otherLetter,
  10272: (_, path) => add(path, "iva_no_alcanzado"),
};

/** @param fault its `field` filled in */
export function fixOf(code: number, c: Comprobante, fault: Fault): readonly PatchOperation[] | undefined {
  const fix = Object.hasOwn(FIXES, code) ? FIXES[code] : undefined;
  const step = fix?.(c, pointerOf(paramOf(fault.field, fault, c.optionals)), fault);
  return step === undefined ? undefined : [step];
}
