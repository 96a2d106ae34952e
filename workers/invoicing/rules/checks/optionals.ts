import { CUIT, type Comprobante } from "../comprobante.ts";
import type { Fault } from "../rule.ts";
import { type Checks, lacks, repeated, where } from "./faults.ts";

const set = <T>(...values: T[]): ReadonlySet<T> => new Set(values);

/** 10068. */
const WITH_OPTIONALS = set(1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 15, 49, 51, 52, 53, 54, 201, 206, 211, 203, 208, 213, 202, 207, 212);
const FACTURAS_AND_NOTES_A_B = set(1, 2, 3, 6, 7, 8);
/** Those of which RG 4004-E, 23 and the insurers of caución take several. */
const REPEATABLE = set("1801", "1802", "23", "2901", "2902");
const RG_3668 = set("5", "61", "62", "7");
const RG_4004 = set("17", "1801", "1802");
const FOREIGN_DOCUMENTS = set(30, 91, 94);
const USED_GOODS = set("91", "92", "93");
const MAX_POLICIES = 6_000;

/** The resolution that asks for an opcional: a comprobante takes those of one (10112). */
const RESOLUTION = new Map<string, number>(
  [["10", "1011", "1012"], ["11"], ["12"], ["13"], ["14"], ["15"], [...RG_4004]].flatMap((ids, i) => ids.map((id) => [id, i] as const)),
);

const ids = (c: Comprobante, which: ReadonlySet<string>): readonly Fault[] =>
  where("Opcionales.Id", c.optionals, ({ Id }) => which.has(Id));
const count = (c: Comprobante, id: string): number => c.optionals.filter(({ Id }) => Id === id).length;
const has = (c: Comprobante, id: string): boolean => c.optional(id) !== undefined;
const only =
  (id: string) =>
  (c: Comprobante): boolean | readonly Fault[] =>
    !FACTURAS_AND_NOTES_A_B.has(c.CbteTipo) && ids(c, set(id));

function wrongSchool(c: Comprobante): boolean {
  const holder = has(c, "1011") && has(c, "1012");
  const any = has(c, "1011") || has(c, "1012");
  return (c.optional("10") === "1" && !holder) || (c.optional("10") === "0" && any);
}

/** 10082: a foreign document says its country, and no other does. */
function wrongNationality(c: Comprobante): boolean | readonly Fault[] {
  if (!c.isUsedGoods) return false;
  if (!FOREIGN_DOCUMENTS.has(c.detail.DocTipo)) return ids(c, set("92"));
  return !has(c, "92") && lacks("92");
}

const pointOfSale = (c: Comprobante): string | undefined =>
  c.subject.PtoVta === undefined ? undefined : c.parameters.pointsOfSale?.get(c.subject.PtoVta);
const isSegws = (c: Comprobante): boolean => /SEGWS/i.test(pointOfSale(c) ?? "");
const lacksPolicy = (c: Comprobante): boolean => !has(c, "2901") || !has(c, "2902");
const isSurety = (c: Comprobante): boolean | undefined => c.subject.issuerTraits?.has("surety");

/** FECAESolicitar: which opcionales go together, and with what. */
export const OPTIONAL_CHECKS: Checks = {
  10052: ({ detail }) => detail.Opcionales?.length === 0,
  10053: (c) => where("Opcionales.Id", c.optionals, ({ Id }) => !c.parameters.optionals.has(Id)),
  10054: (c) => repeated("Opcionales.Id", c.optionals, ({ Id }) => (REPEATABLE.has(Id) ? undefined : Id)),
  10055: (c) => where("Opcionales.Valor", c.optionals, ({ Valor }) => !Valor?.trim()),
  10066: only("2"),
  10068: (c) => c.detail.Opcionales !== undefined && c.cls !== undefined && !WITH_OPTIONALS.has(c.CbteTipo),
  10076: (c) => c.isUsedGoods && c.optionals.length === 0,
  10078: (c) => c.isUsedGoods && !has(c, "91") && lacks("91"),
  10081: (c) => c.isUsedGoods && where("Opcionales.Id", c.optionals, ({ Id }) => !USED_GOODS.has(Id)),
  10082: wrongNationality,
  10084: (c) => c.isUsedGoods && !has(c, "93") && lacks("93"),
  10086: (c) => c.cls !== "A" && ids(c, RG_3668),
  10112: (c) => new Set(c.optionals.flatMap(({ Id }) => RESOLUTION.get(Id) ?? [])).size > 1,
  10113: wrongSchool,
  10114: (c) => (has(c, "1011") || has(c, "1012")) && c.optional("10") !== "1",
  10123: (c) => c.cls !== "B" && c.cls !== "C" && ids(c, RG_4004),
  10128: (c) => repeated("Opcionales.Valor", c.optionals, ({ Id, Valor }) => (Id === "1801" ? Valor : undefined)),
  10129: (c) => c.optional("17") === "1" && (!has(c, "1801") || !has(c, "1802")),
  10130: (c) => count(c, "1801") !== count(c, "1802"),
  10131: (c) => where("Opcionales.Valor", c.optionals, ({ Id, Valor }) => Id === "1801" && Valor === c.subject.issuerCuit),
  10132: (c) => (has(c, "1801") || has(c, "1802")) && !has(c, "17"),
  10190: (c) => repeated("Opcionales.Valor", c.optionals, ({ Id, Valor }) => (Id === "23" ? Valor : undefined)),
  10273: only("2901"),
  10275: only("2902"),
  10277: (c) => isSurety(c) === true && isSegws(c) && lacksPolicy(c),
  10278: (c) => isSegws(c) && lacksPolicy(c),
  10279: (c) => pointOfSale(c) !== undefined && !isSegws(c) && ids(c, set("2901", "2902")),
  10280: (c) => (has(c, "2901") || has(c, "2902")) && c.optionals.length > MAX_POLICIES,
  10281: (c) => count(c, "2901") !== count(c, "2902"),
  10282: (c) => isSegws(c) && isSurety(c) === false,
};

/** Documents of which ARCA's register can be asked. */
export const IN_REGISTER = set(CUIT, 86, 87, 96);
