import { facturaA, fceA, fceNote, fceNotaCreditoA, notaCreditoA, notaCreditoC, periodo, servicios } from "../comprobantes.ts";
import { breaking, type Cases } from "./case.ts";

const period = (FchDesde: string, FchHasta: string) => ({ PeriodoAsoc: { FchDesde, FchHasta } });

/** Dates of a service, due date, associated period. */
export const DATE_CASES: Cases = {
  10031: [breaking(servicios, { FchServDesde: undefined })],
  10032: [breaking(servicios, { FchServDesde: "20261124" })],
  10033: [breaking(servicios, { FchServHasta: undefined })],
  10035: [breaking(servicios, { FchVtoPago: undefined })],
  10036: [breaking(servicios, { FchVtoPago: "20261123" })],
  10049: [breaking(servicios, { FchServDesde: undefined }), breaking(servicios, { FchServHasta: "20261131" })],
  10163: [breaking(fceA, { FchVtoPago: undefined })],
  10164: [breaking(fceA, { FchVtoPago: "20261123" }), breaking(fceA, { CbteFch: "20261120", FchVtoPago: "20261122" })],
  10175: [breaking(fceNotaCreditoA, { FchVtoPago: "20261224" })],
  10196: [breaking(fceNotaCreditoA, period("20261101", "20261120"))],
  10197: [breaking(notaCreditoA, { CbtesAsoc: undefined }), breaking(notaCreditoC, { CbtesAsoc: undefined })],
  10198: [breaking(facturaA, period("20261101", "20261120"))],
  10199: [breaking(periodo, period("", "20261120"))],
  10203: [breaking(periodo, period("20261101", ""))],
  10204: [breaking(periodo, period("20261131", "20261120"))],
  10205: [breaking(periodo, period("20261101", "2026112"))],
  10206: [breaking(periodo, period("20060101", "20261120")), breaking(periodo, period("20050101", "20050131"))],
  10207: [breaking(periodo, period("20261110", "20261105"))],
  10208: [breaking(periodo, period("20261101", "20261125"))],
};

/** A nota of a Factura de Crédito of services gives no due date, unless it annuls. */
export const FCE_SERVICE_NOTES = [
  { ...fceNotaCreditoA, detail: { ...fceNotaCreditoA.detail, Concepto: 2 as const, FchServDesde: "20261101", FchServHasta: "20261120" } },
  {
    ...fceNote(203, 201, "S"),
    detail: {
      ...fceNote(203, 201, "S").detail,
      Concepto: 2 as const,
      FchServDesde: "20261101",
      FchServHasta: "20261120",
      FchVtoPago: "20261224",
    },
  },
];
