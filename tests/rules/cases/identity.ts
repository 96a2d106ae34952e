import {
  anonymous,
  bienUsado,
  facturaA,
  facturaALeyenda,
  facturaB,
  facturaC,
  fceA,
  fceNotaCreditoA,
  fondo,
  ISSUER,
  notaCreditoA,
  servicios,
} from "../comprobantes.ts";
import { breaking, type Cases, breakingKnown } from "./case.ts";

const TWO = { CbteDesde: 1, CbteHasta: 2 } as const;

/** Numbers, receiver, date, condición frente al IVA, concept. */
export const IDENTITY_CASES: Cases = {
  10008: [breaking(facturaA, { CbteDesde: 0 }), breaking(facturaA, { CbteDesde: 100_000_000 })],
  10010: [breaking(facturaA, { CbteHasta: 0 }), breaking(facturaA, { CbteHasta: 100_000_000 })],
  10011: [breaking(facturaB, { CbteDesde: 2, CbteHasta: 1 })],
  10012: [breaking(facturaA, TWO), breaking(facturaC, TWO), breaking(fceA, TWO), breaking(bienUsado, TWO), breaking(facturaALeyenda, TWO)],
  10013: [breaking(facturaA, { DocTipo: 96, DocNro: "30111222" }), breaking(facturaALeyenda, { DocTipo: 99, DocNro: "0" })],
  10014: [breaking(anonymous, { ...TWO, ImpTotal: "20000000.00" })],
  10015: [
    breaking(anonymous, { ImpTotal: "10000000.00" }),
    breaking(anonymous, { MonId: "DOL", MonCotiz: "1480", ImpTotal: "10000.00" }),
    breaking(anonymous, { DocNro: "30111222" }),
    breaking(facturaB, { DocTipo: 77 }),
    breaking(facturaB, { DocNro: "0" }),
    breaking(facturaB, { DocTipo: 80, DocNro: "20111111113" }),
    breaking(bienUsado, { DocTipo: 99, DocNro: "0" }),
    breaking(fceA, { DocTipo: 86 }),
  ],
  10016: [
    breaking(facturaA, { CbteFch: "20261118" }),
    breaking(facturaA, { CbteFch: "20261130" }),
    breaking(facturaA, { CbteFch: "20261131" }),
    breaking(servicios, { CbteFch: "20261113" }),
    breaking(servicios, { CbteFch: "20261205" }),
    breaking(fceA, { CbteFch: "20261126" }),
    breaking(fceA, { CbteFch: "20261118" }),
    breaking(fceNotaCreditoA, { CbteFch: "20261125" }),
  ],
  10030: [breaking(facturaA, { Concepto: 4 as 3 }), breaking(facturaA, { Concepto: 0 as 3 })],
  10069: [breaking(facturaA, { DocNro: ISSUER })],
  10085: [breaking(bienUsado, { Concepto: 2 })],
  10096: [
    breakingKnown(
      { ...facturaC, issuerCondition: "exento" },
      {
        pointsOfSale: new Map([
          [1, "CAE - Exento en IVA"],
          [2, "CAE - Ri Iva"],
        ]),
      },
      {},
      { PtoVta: 2 },
    ),
  ],
  10152: [
    breaking(facturaA, { CbteFch: "20261201" }, { today: "2026-11-29" }),
    breaking(fceA, { CbteFch: "20261201" }, { today: "2026-11-30" }),
  ],
  10217: [breaking(facturaA, { CondicionIVAReceptorId: 6 }), breaking(notaCreditoA, { CondicionIVAReceptorId: 13 })],
  10242: [breaking(facturaA, { CondicionIVAReceptorId: 2 })],
  10243: [
    breaking(facturaA, { CondicionIVAReceptorId: 5 }),
    breaking(facturaB, { CondicionIVAReceptorId: 1 }),
    breaking(bienUsado, { CondicionIVAReceptorId: 1 }),
    breaking(facturaALeyenda, { CondicionIVAReceptorId: 4 }),
  ],
  10245: [breaking(facturaA, { CondicionIVAReceptorId: undefined })],
  10246: [breaking({ ...facturaA, asOf: "2026-12-01" }, { CondicionIVAReceptorId: undefined })],
  10270: [breaking(fondo, {}, { issuerTraits: new Set() })],
  10271: [breaking(fondo, { DocNro: "12345" })],
  10272: [breaking(fondo, { CondicionIVAReceptorId: 4 })],
  10284: [breaking(facturaA, { DocNro: "30111222" }), breaking(facturaA, { DocNro: "20111111113" })],
};
