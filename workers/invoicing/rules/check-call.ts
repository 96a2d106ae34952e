import { americanDate, fromArcaDate, type IsoDate, toArcaDate } from "../../../shared/dates.ts";
import { BOOK } from "./book/index.ts";
import { isPointOfSale } from "./check-header.ts";
import { classOf } from "./classes.ts";
import { isDay, plusDays } from "./day.ts";
import { faultsOf, findingOf, inForce } from "./finding.ts";
import { SHIPPED_PARAMETERS } from "./parameters.ts";
import type { Check, Finding, RuledOperation } from "./rule.ts";

/** What a request of one of the other operations says; numbers as they came, 0 where they did not. */
export interface Call {
  readonly operation: Exclude<RuledOperation, "FECAESolicitar" | "FECAEARegInformativo">;
  readonly PtoVta?: number;
  readonly CbteTipo?: number;
  readonly CbteNro?: number;
  readonly MonId?: string;
  readonly FchCotiz?: string;
  readonly ClaseCmp?: string;
  readonly CAEA?: string;
  readonly Periodo?: string;
  readonly Orden?: number;
  readonly today: IsoDate;
}

const CLASSES: ReadonlySet<string> = new Set(["A", "B", "C", "ALEY", "49"]);
const DAYS_BEFORE = 5;

const noPointOfSale: Check<Call> = ({ PtoVta = 0 }) => !isPointOfSale(PtoVta);
const noType: Check<Call> = ({ CbteTipo = 0 }) => classOf(CbteTipo) === undefined;
const noCaea: Check<Call> = ({ CAEA = "" }) => !/^\d{14}$/.test(CAEA);
const noPeriod: Check<Call> = ({ Periodo = "" }) => !/^\d{4}(0[1-9]|1[0-2])$/.test(Periodo);
const noOrder: Check<Call> = ({ Orden }) => Orden !== 1 && Orden !== 2;

/** First and last day on which the CAEA of a fortnight can be asked (15006): `yyyymmdd`. */
export function caeaWindow(Periodo: string, Orden: number): { from: string; to: string } {
  const first = `${Periodo}${Orden === 1 ? "01" : "16"}`;
  const nextMonth = `${plusDays(`${Periodo}28`, 4).slice(0, 6)}01`;
  return { from: plusDays(first, -DAYS_BEFORE), to: Orden === 1 ? `${Periodo}15` : plusDays(nextMonth, -1) };
}

const outsideWindow: Check<Call> = (call) => {
  if (noPeriod(call) !== false || noOrder(call) !== false) return false;
  const { from, to } = caeaWindow(call.Periodo ?? "", call.Orden ?? 0);
  const today = toArcaDate(call.today);
  return (today < from || today > to) && [{ values: { from: americanDate(fromArcaDate(from)), to: americanDate(fromArcaDate(to)) } }];
};

/** By operation and code. */
export const CALL_CHECKS: Readonly<Record<string, Check<Call>>> = {
  "FECompUltimoAutorizado/11000": noPointOfSale,
  "FECompUltimoAutorizado/11001": noType,
  "FECompConsultar/10200": noPointOfSale,
  "FECompConsultar/10201": noType,
  "FECompConsultar/10202": ({ CbteNro = 0 }) => CbteNro < 1 || CbteNro > 99_999_999,
  "FEParamGetCotizacion/12000": ({ MonId = "" }) => MonId !== "" && !SHIPPED_PARAMETERS.currencies.has(MonId),
  "FEParamGetCotizacion/12001": ({ MonId = "" }) => MonId === "",
  "FEParamGetCotizacion/12002": ({ FchCotiz = "" }) => FchCotiz !== "" && !isDay(FchCotiz),
  "FEParamGetCondicionIvaReceptor/10244": ({ ClaseCmp = "" }) => ClaseCmp !== "" && !CLASSES.has(ClaseCmp),
  "FECAEASolicitar/15004": noPeriod,
  "FECAEASolicitar/15005": noOrder,
  "FECAEASolicitar/15006": outsideWindow,
  "FECAEAConsultar/15004": noPeriod,
  "FECAEAConsultar/15005": noOrder,
  // Authorization codes of CAEA begin with 2 or 3; those of CAE with 6 and above.
  "FECAEASinMovimientoInformar/1200": ({ CAEA = "" }) => /^\d{14}$/.test(CAEA) && /^[6-8]/.test(CAEA),
  "FECAEASinMovimientoInformar/1206": noPointOfSale,
  "FECAEASinMovimientoInformar/1207": noCaea,
  "FECAEASinMovimientoConsultar/10100": noCaea,
  "FECAEASinMovimientoConsultar/10101": noPointOfSale,
};

/** What the table says of a request of another operation, as far as the request itself tells. */
export function checkCall(call: Call): Finding[] {
  return BOOK.filter((row) => row.operation === call.operation && inForce(row, call.today)).flatMap((row) => {
    const check = CALL_CHECKS[`${row.operation}/${row.code}`];
    return check ? faultsOf(check(call)).map((fault) => findingOf(row, fault, row.kind)) : [];
  });
}
