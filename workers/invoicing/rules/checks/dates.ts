import { FACTURAS, NOTES } from "../classes.ts";
import type { Comprobante } from "../comprobante.ts";
import { isDay, plusDays, sameMonth } from "../day.ts";
import type { Fault } from "../rule.ts";
import type { Checks } from "./faults.ts";

/** Days before and after the day of processing within which a comprobante may be dated, and the wording that says so (10016). */
interface Window {
  readonly before: number;
  readonly after: number;
  readonly wording?: number;
}

const PRODUCTS = 1;

/** Days around the day of processing within which an ordinary comprobante may be dated (10016). */
export const windowDays = (Concepto: number): number => (Concepto === PRODUCTS ? 5 : 10);

function windowOf(c: Comprobante): Window {
  if (c.isFceFactura) return { before: 5, after: 1, wording: 2 };
  if (c.isFceNote) return { before: 5, after: 0, wording: 3 };
  const days = windowDays(c.detail.Concepto);
  return { before: days, after: days, ...(c.isService && { wording: 1 }) };
}

function outsideWindow(c: Comprobante): boolean | readonly Fault[] {
  const { before, after, wording } = windowOf(c);
  const { CbteFch } = c.detail;
  const inside = isDay(CbteFch) && CbteFch >= plusDays(c.today, -before) && CbteFch <= plusDays(c.today, after);
  return !inside && [wording === undefined ? {} : { wording }];
}

type ServiceDate = "FchServDesde" | "FchServHasta" | "FchVtoPago";
const SERVICE_DATES: readonly ServiceDate[] = ["FchServDesde", "FchServHasta", "FchVtoPago"];

/** A nota of a Factura de Crédito gives no due date unless it annuls (10175), whatever its concept. */
const needs = (c: Comprobante, field: ServiceDate): boolean => field !== "FchVtoPago" || !c.isFceNote || c.isAnnulment;

/** A Factura de Crédito of products says when payment is due, and that alone asks for no dates of a service. */
const others = (c: Comprobante, field: ServiceDate): readonly ServiceDate[] =>
  SERVICE_DATES.filter((other) => other !== field && !(c.isFce && !c.isService && other === "FchVtoPago"));

const lacks = (c: Comprobante, field: ServiceDate): boolean =>
  !c.detail[field] && needs(c, field) && others(c, field).some((other) => c.detail[other]);

function wrongServiceDates(c: Comprobante): readonly Fault[] {
  return SERVICE_DATES.flatMap((field): Fault[] => {
    const date = c.detail[field];
    const wrong = date ? !isDay(date) : c.isService && needs(c, field);
    return wrong ? [{ field }] : [];
  });
}

const FIRST_DAY = "20060101";

/** FECAESolicitar: dates. */
export const DATE_CHECKS: Checks = {
  10016: outsideWindow,
  10031: (c) => lacks(c, "FchServDesde"),
  10032: ({ detail: { FchServDesde, FchServHasta } }) => Boolean(FchServDesde && FchServHasta && FchServDesde > FchServHasta),
  10033: (c) => lacks(c, "FchServHasta"),
  10035: (c) => lacks(c, "FchVtoPago"),
  10036: ({ detail: { FchVtoPago, CbteFch } }) => Boolean(FchVtoPago && FchVtoPago < CbteFch),
  10049: wrongServiceDates,
  10152: (c) => {
    const asked = (c.detail.Concepto === 1 && !c.isFceNote) || c.isFceFactura;
    return asked && isDay(c.detail.CbteFch) && c.detail.CbteFch > c.today && !sameMonth(c.detail.CbteFch, c.today);
  },
  10196: (c) => c.isFce && c.detail.PeriodoAsoc !== undefined,
  10197: (c) => NOTES.has(c.CbteTipo) && c.associated.length === 0 && c.detail.PeriodoAsoc === undefined,
  10198: (c) => FACTURAS.has(c.CbteTipo) && c.detail.PeriodoAsoc !== undefined,
  10199: ({ detail: { PeriodoAsoc } }) => PeriodoAsoc !== undefined && !PeriodoAsoc.FchDesde,
  10203: ({ detail: { PeriodoAsoc } }) => PeriodoAsoc !== undefined && !PeriodoAsoc.FchHasta,
  10204: ({ detail: { PeriodoAsoc } }) => Boolean(PeriodoAsoc?.FchDesde && !isDay(PeriodoAsoc.FchDesde)),
  10205: ({ detail: { PeriodoAsoc } }) => Boolean(PeriodoAsoc?.FchHasta && !isDay(PeriodoAsoc.FchHasta)),
  10206: ({ detail: { PeriodoAsoc } }) =>
    (["FchDesde", "FchHasta"] as const).flatMap((end): Fault[] => {
      const day = PeriodoAsoc?.[end];
      return day && isDay(day) && day <= FIRST_DAY ? [{ field: `PeriodoAsoc.${end}` }] : [];
    }),
  10207: ({ detail: { PeriodoAsoc } }) => Boolean(PeriodoAsoc?.FchHasta && PeriodoAsoc.FchHasta < PeriodoAsoc.FchDesde),
  10208: ({ detail: { PeriodoAsoc, CbteFch } }) => Boolean(PeriodoAsoc && isDay(PeriodoAsoc.FchHasta) && PeriodoAsoc.FchHasta > CbteFch),
  10209: (c) => {
    const { PeriodoAsoc } = c.detail;
    const percepciones = c.taxes.some(({ Id }) => [6, 7, 8, 9, 13].includes(Id));
    return percepciones && PeriodoAsoc !== undefined && !sameMonth(PeriodoAsoc.FchDesde, PeriodoAsoc.FchHasta);
  },
};
