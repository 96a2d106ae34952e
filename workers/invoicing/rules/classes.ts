/** Classes of comprobante. Source: WSFEv1 manual, 10007. */
export type ComprobanteClass = "A" | "B" | "C" | "ALEY" | "49";

const CLASSES: Record<ComprobanteClass, readonly number[]> = {
  A: [1, 2, 3, 4, 5, 34, 39, 60, 63, 201, 202, 203],
  B: [6, 7, 8, 9, 10, 35, 40, 61, 64, 206, 207, 208],
  C: [11, 12, 13, 15, 211, 212, 213],
  ALEY: [51, 52, 53, 54],
  49: [49],
};

const BY_TYPE = new Map(Object.entries(CLASSES).flatMap(([name, types]) => types.map((type) => [type, name as ComprobanteClass] as const)));

/** undefined: no such type of comprobante. */
export const classOf = (CbteTipo: number): ComprobanteClass | undefined => BY_TYPE.get(CbteTipo);

/** Notas de crédito and débito, of which the sums over IVA are not asked (10019–10021, 10051, 10061). */
export const RELAXED_IVA: ReadonlySet<number> = new Set([2, 3, 7, 8, 52, 53]);
