import { FACTURAS, REMITOS } from "../classes.ts";
import type { Comprobante } from "../comprobante.ts";
import { isDay, sameMonth } from "../day.ts";
import type { ActivityGroup } from "../parameters.ts";
import { type Checks, repeated, where } from "./faults.ts";

const set = (...types: number[]): ReadonlySet<number> => new Set(types);
const A = set(1, 2, 3, 4, 5, 34, 39, 60, 63, 88, 991);
const B = set(6, 7, 8, 9, 10, 35, 40, 61, 64, 88, 991);
const C = set(11, 12, 13, 15);
const LEGEND = set(51, 52, 53, 54, 88, 991);
/** 10040 names 88 and 991; 10225 and 10226 ask for 993 to 995 of the same types. */
const FACTURA = set(88, 991, 993, 994, 995);
const FCE_FACTURA = set(91, 990, 991, 993, 994, 995);
/** 10040 names the Facturas de Crédito of the letter; 10157 lets their notas name remitos besides. */
const fceNote = (...types: number[]): ReadonlySet<number> => new Set([...types, ...REMITOS]);

/** Types that a type may name among its associated ones (10040). */
const ADMITTED: ReadonlyMap<number, ReadonlySet<number>> = new Map([
  ...[2, 3].map((type) => [type, A] as const),
  ...[7, 8].map((type) => [type, B] as const),
  ...[12, 13].map((type) => [type, C] as const),
  ...[52, 53].map((type) => [type, LEGEND] as const),
  ...[1, 6, 51].map((type) => [type, FACTURA] as const),
  ...[201, 206, 211].map((type) => [type, FCE_FACTURA] as const),
  ...[202, 203].map((type) => [type, fceNote(201, 202, 203)] as const),
  ...[207, 208].map((type) => [type, fceNote(206, 207, 208)] as const),
  ...[212, 213].map((type) => [type, fceNote(211, 212, 213)] as const),
]);

const REMITOS_OF: Record<ActivityGroup, readonly number[]> = { meat: [995], flour: [993, 994], tobacco: [88] };

const groupsOf = (c: Comprobante): ActivityGroup[] => c.activities.flatMap(({ Id }) => c.parameters.activityGroups.get(Id) ?? []);
const names = (c: Comprobante, types: readonly number[]): boolean => c.associated.some(({ Tipo }) => types.includes(Tipo));

/** A nota names the factura, which has named the remito. */
const travels = (c: Comprobante): boolean => FACTURAS.has(c.CbteTipo) || c.isFceFactura;

/** An activity of that group, without its remito. */
const lacksRemito =
  (group: ActivityGroup) =>
  (c: Comprobante): boolean =>
    travels(c) && groupsOf(c).includes(group) && !names(c, REMITOS_OF[group]);

/** A remito of that group, without an activity of it. */
const lacksActivity =
  (group: ActivityGroup) =>
  (c: Comprobante): boolean =>
    names(c, REMITOS_OF[group]) && !groupsOf(c).includes(group);

/** FECAESolicitar: associated comprobantes, remitos and activities. */
export const ASSOCIATED_CHECKS: Checks = {
  10040: (c) => where("CbtesAsoc.Tipo", c.associated, ({ Tipo }) => Tipo > 0 && !ADMITTED.get(c.CbteTipo)?.has(Tipo)),
  10057: (c) => where("CbtesAsoc.Tipo", c.associated, ({ Tipo }) => Tipo <= 0),
  10058: (c) => where("CbtesAsoc.PtoVta", c.associated, ({ PtoVta }) => PtoVta <= 0 || PtoVta >= 99_999),
  10059: (c) => where("CbtesAsoc.Nro", c.associated, ({ Nro }) => Nro <= 0 || Nro >= 99_999_999),
  10060: (c) => repeated("CbtesAsoc.Nro", c.associated, ({ Tipo, PtoVta, Nro }) => `${Tipo}/${PtoVta}/${Nro}`),
  10062: ({ detail }) => detail.CbtesAsoc?.length === 0,
  10151: (c) => where("CbtesAsoc.Cuit", c.associated, ({ Cuit }) => (Cuit === undefined ? c.isFceNote : !/^\d{11}$/.test(Cuit))),
  10210: (c) =>
    where(
      "CbtesAsoc.CbteFch",
      c.associated,
      ({ CbteFch }) => CbteFch !== undefined && isDay(CbteFch) && CbteFch > c.detail.CbteFch && !sameMonth(CbteFch, c.detail.CbteFch),
    ),
  10213: (c) => where("CbtesAsoc.CbteFch", c.associated, ({ CbteFch }) => CbteFch !== undefined && !isDay(CbteFch)),
  10218: ({ detail }) => detail.Actividades?.length === 0,
  10219: (c) => where("Actividades.Id", c.activities, ({ Id }) => !Id || /^0+$/.test(Id)),
  10220: (c) => where("Actividades.Id", c.activities, ({ Id }) => Boolean(Id) && !/^\d{5,6}$/.test(Id)),
  10221: (c) => repeated("Actividades.Id", c.activities, ({ Id }) => Id),
  10222: (c) => new Set(groupsOf(c)).size > 1,
  10223: (c) => {
    const { activities } = c.parameters;
    return activities !== undefined && where("Actividades.Id", c.activities, ({ Id }) => !activities.has(Id));
  },
  10224: (c) => c.detail.Concepto === 2 && groupsOf(c).includes("meat"),
  10225: lacksRemito("meat"),
  10226: lacksRemito("flour"),
  10227: lacksRemito("tobacco"),
  10228: lacksActivity("meat"),
  10229: lacksActivity("flour"),
  10230: lacksActivity("tobacco"),
  10231: (c) => travels(c) && groupsOf(c).length > 0 && c.associated.length === 0,
};
