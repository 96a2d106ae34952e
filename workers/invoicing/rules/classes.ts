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

const set = (...types: number[]): ReadonlySet<number> => new Set(types);

/** Notas de crédito and débito, of which the sums over IVA are not asked (10019–10021, 10051, 10061). */
export const RELAXED_IVA = set(2, 3, 7, 8, 52, 53);

export const FACTURAS = set(1, 6, 11, 51);
export const NOTES = set(2, 3, 7, 8, 12, 13, 52, 53);
export const CREDIT_NOTES = set(3, 8, 13, 53, 203, 208, 213);

/** Factura de Crédito Electrónica MiPyMEs (Ley 27.440): facturas, notas de débito, notas de crédito. */
export const FCE_FACTURAS = set(201, 206, 211);
export const FCE_DEBITS = set(202, 207, 212);
export const FCE_CREDITS = set(203, 208, 213);
export const FCE: ReadonlySet<number> = new Set([...FCE_FACTURAS, ...FCE_DEBITS, ...FCE_CREDITS]);

/** Remitos, which a comprobante may name among its associated ones. */
export const REMITOS = set(88, 91, 988, 990, 991, 993, 994, 995, 996, 997);
