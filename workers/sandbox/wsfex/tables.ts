import { shippedCountryCuits, type ShippedTable, shippedTable } from "../../arca/parameters/shipped/index.ts";

/** What a table has as codes, read when it is first asked for. */
function codesOf(table: ShippedTable): { has(code: string): boolean } {
  let codes: ReadonlySet<string> | undefined;
  return {
    has: (code) => {
      codes ??= new Set(shippedTable(table).map(({ id }) => id));
      return codes.has(code);
    },
  };
}

const countries = codesOf("countries");
/** FEXGetPARAM_DST_pais has one more than WSFEv1: the Sudan of before 2011; and its own names for two. */
const OLD_SUDAN = { code: 138, name: "SUDAN" };
const OWN_NAMES: Readonly<Record<string, string>> = { 254: "Islas Malvinas - ARGENTINA", 357: "TERR. AU. PALESTINOS" };

export const COUNTRIES = { has: (code: number): boolean => countries.has(String(code)) || code === OLD_SUDAN.code };
export const CURRENCIES = codesOf("currencies");
export const INCOTERMS = codesOf("incoterms");

/** FEXGetPARAM_DST_pais, in the order of the codes. */
export function destinations(): { code: string; name: string }[] {
  const rows = shippedTable("countries").map(({ id, description }) => ({ code: id, name: OWN_NAMES[id] ?? description }));
  const after = rows.findIndex(({ code }) => Number(code) > OLD_SUDAN.code);
  return rows.toSpliced(after, 0, { code: String(OLD_SUDAN.code), name: OLD_SUDAN.name });
}

export { shippedCountryCuits as countryCuits };
