import type { ComprobanteDetail, Lane } from "./detail.ts";

/** FeCabReq. */
export const headerOf = ({ PtoVta, CbteTipo }: Lane, details: readonly unknown[]) => ({ CantReg: details.length, PtoVta, CbteTipo });

export const numbersOf = (details: readonly ComprobanteDetail[]): ReadonlySet<number> => new Set(details.map(({ CbteDesde }) => CbteDesde));

const LISTS = ["CbtesAsoc", "Tributos", "Iva", "Opcionales", "Compradores", "Actividades"] as const;

/** ARCA rejects an empty list: without items there is no element. */
export function withoutEmptyLists<Detail extends ComprobanteDetail>(detail: Detail): Detail {
  const empty = LISTS.filter((list) => detail[list]?.length === 0);
  return empty.length === 0
    ? detail
    : (Object.fromEntries(Object.entries(detail).filter(([name]) => !empty.includes(name as never))) as Detail);
}
