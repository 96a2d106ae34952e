/** Facturas, notas de débito and notas de crédito of Factura de Crédito Electrónica MiPyME (Ley 27.440). */
export const FCE: ReadonlySet<number> = new Set([201, 202, 203, 206, 207, 208, 211, 212, 213]);
