import {
  bienUsadoMonotributo,
  dolares,
  facturaA,
  facturaC,
  fceA,
  noCategorizado,
  NOT_CATEGORISED,
  notaCreditoA,
  percepcion,
  periodo,
} from "../comprobantes.ts";
import { breaking, breakingKnown, type Cases } from "./case.ts";

const TAX = { Id: 7, Desc: "Percepción IIBB", BaseImp: "1000.00", Alic: "3.00", Importe: "30.00" };
const RATE = { Id: 5, BaseImp: "1000.00", Importe: "210.00" };
const officialRate = () => "1480.5";

/** Amounts, rates of IVA, other taxes, currency. */
export const AMOUNT_CASES: Cases = {
  10018: [
    breaking(facturaA, { Iva: undefined }),
    breaking(facturaA, { ImpIVA: "0.00" }),
    breaking(facturaA, { ImpIVA: "0.00", ImpNeto: "0.00", ImpOpEx: "1210.00", Iva: [] }),
  ],
  10019: [breaking(facturaA, { Iva: [{ ...RATE, Id: 7 }] }), breaking(facturaA, { Iva: [{ ...RATE, Id: 0 }] })],
  10020: [breaking(facturaA, { Iva: [{ ...RATE, BaseImp: "0.00" }] })],
  10021: [breaking(facturaA, { Iva: [{ ...RATE, Importe: "-1.00" }] })],
  10022: [breaking(facturaA, { Iva: [RATE, RATE] })],
  10023: [breaking(facturaA, { ImpIVA: "210.05" }), breaking(notaCreditoA, { ImpIVA: "230.00" })],
  10024: [breaking(percepcion, { Tributos: undefined }), breaking(facturaA, { Tributos: [TAX] }), breaking(facturaA, { Tributos: [] })],
  10025: [breaking(percepcion, { Tributos: [{ ...TAX, Id: 10 }] })],
  10026: [breaking(percepcion, { Tributos: [{ ...TAX, BaseImp: "-1.00" }] })],
  10027: [breaking(percepcion, { Tributos: [{ ...TAX, Alic: "-3.00" }] })],
  10028: [breaking(percepcion, { Tributos: [{ ...TAX, Importe: "-30.00" }] })],
  10029: [breaking(percepcion, { Tributos: [{ ...TAX, Importe: "30.02" }] })],
  10037: [breaking(facturaA, { MonId: "USD" }), breaking(facturaA, { MonId: "" })],
  10038: [
    breaking(dolares, { MonCotiz: undefined }),
    breaking(dolares, { MonCotiz: "0" }),
    breakingKnown(dolares, { officialRate }, { CanMisMonExt: "S", MonCotiz: "1480.4" }),
  ],
  10039: [breaking(facturaA, { MonCotiz: "2" }), breaking(facturaA, { MonCotiz: undefined })],
  10042: [breaking(percepcion, { Tributos: [{ Id: 99, BaseImp: "1000.00", Alic: "3.00", Importe: "30.00" }] })],
  10043: [breaking(facturaA, { ImpTotConc: "-1.00" }), breaking(facturaC, { ImpTotConc: "1.00" })],
  10044: [
    breaking(facturaA, { ImpOpEx: "-1.00" }),
    breaking(facturaC, { ImpOpEx: "1.00" }),
    breaking(bienUsadoMonotributo, { ImpOpEx: "1.00" }),
  ],
  10045: [breaking(facturaC, { ImpNeto: "-1.00" }), breaking(bienUsadoMonotributo, { ImpNeto: "1.00" })],
  10046: [breaking(facturaA, { ImpTrib: "-1.00" })],
  10047: [
    breaking(facturaA, { ImpIVA: "-1.00" }),
    breaking(facturaC, { ImpIVA: "1.00" }),
    breaking(bienUsadoMonotributo, { ImpIVA: "1.00" }),
  ],
  10048: [
    breaking(facturaA, { ImpTotal: "1210.20" }),
    breaking(facturaC, { ImpTotal: "1215.00" }),
    breaking(bienUsadoMonotributo, { ImpTotal: "1215.00" }),
  ],
  10051: [breaking(facturaA, { Iva: [{ ...RATE, Importe: "209.00" }] })],
  10056: [
    breaking(facturaA, { ImpTotal: "1210.001" }),
    breaking(facturaA, { ImpTotal: "12345678901234.00" }),
    breaking(facturaA, { ImpTotal: "mil" }),
    breaking(dolares, { MonCotiz: "12345.5" }),
    breaking(facturaA, { Iva: [{ ...RATE, BaseImp: "1000.001" }] }),
    breaking(facturaA, { Iva: [{ ...RATE, Importe: "210.001" }] }),
    breaking(percepcion, { Tributos: [{ ...TAX, Alic: "3.001" }] }),
    breaking(percepcion, { Tributos: [{ ...TAX, BaseImp: "1000.001" }] }),
    breaking(percepcion, { Tributos: [{ ...TAX, Importe: "30.001" }] }),
  ],
  10061: [breaking(facturaA, { ImpNeto: "1000.20" })],
  10065: [breaking(facturaA, { ImpTotal: "-1.00" })],
  10067: [breaking(noCategorizado, { ImpTrib: "0.00", Tributos: undefined })],
  10070: [breaking(facturaA, { Iva: undefined })],
  10071: [breaking(facturaC, { Iva: [RATE] })],
  10075: [breaking(bienUsadoMonotributo, { Iva: [{ Id: 3, BaseImp: "1.00", Importe: "0.00" }] })],
  10119: [breakingKnown(dolares, { officialRate }, { MonCotiz: "29" }), breakingKnown(dolares, { officialRate }, { MonCotiz: "7403" })],
  10209: [
    breaking(
      {
        ...periodo,
        detail: { ...periodo.detail, ImpTotal: "1240.00", ImpTrib: "30.00", Tributos: [TAX] },
      },
      { PeriodoAsoc: { FchDesde: "20261001", FchHasta: "20261120" } },
    ),
  ],
  10239: [breaking(dolares, { CanMisMonExt: "" }), breaking(dolares, { CanMisMonExt: "X" })],
  10240: [breakingKnown(dolares, { officialRate }, { MonCotiz: "1481.6" })],
  10241: [breaking(facturaA, { CanMisMonExt: "S" })],
  10283: [breaking(noCategorizado, { DocNro: NOT_CATEGORISED, Tributos: [TAX] })],
};

/** 10042 asks for a description of every tax of a Factura de Crédito. */
export const FCE_TAX = breaking(fceA, {
  ImpTotal: "1240.00",
  ImpTrib: "30.00",
  Tributos: [{ Id: 7, BaseImp: "1000.00", Alic: "3.00", Importe: "30.00" }],
});
