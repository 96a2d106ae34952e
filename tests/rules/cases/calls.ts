import type { Call } from "../../../workers/invoicing/rules/index.ts";
import { TODAY } from "../comprobantes.ts";

interface CallCase {
  readonly breaks: Call;
  readonly keeps: Call;
}

const CAEA = "36470123456789";
const breaking = (keeps: Omit<Call, "today">, change: Partial<Call>): CallCase => ({
  keeps: { today: TODAY, ...keeps },
  breaks: { today: TODAY, ...keeps, ...change },
});

const last = { operation: "FECompUltimoAutorizado", PtoVta: 1, CbteTipo: 1 } as const;
const consult = { operation: "FECompConsultar", PtoVta: 1, CbteTipo: 1, CbteNro: 7 } as const;
const rate = { operation: "FEParamGetCotizacion", MonId: "DOL", FchCotiz: "20261123" } as const;
const receivers = { operation: "FEParamGetCondicionIvaReceptor", ClaseCmp: "A" } as const;
const request = { operation: "FECAEASolicitar", Periodo: "202611", Orden: 2 } as const;
const ask = { operation: "FECAEAConsultar", Periodo: "202611", Orden: 2 } as const;
const unused = { operation: "FECAEASinMovimientoInformar", CAEA, PtoVta: 1 } as const;
const asked = { operation: "FECAEASinMovimientoConsultar", CAEA, PtoVta: 1 } as const;

/** The other operations, by operation and code. */
export const CALL_CASES: Readonly<Record<string, readonly CallCase[]>> = {
  "FECompUltimoAutorizado/11000": [breaking(last, { PtoVta: 0 }), breaking(last, { PtoVta: 99_999 })],
  "FECompUltimoAutorizado/11001": [breaking(last, { CbteTipo: 14 })],
  "FECompConsultar/10200": [breaking(consult, { PtoVta: 0 })],
  "FECompConsultar/10201": [breaking(consult, { CbteTipo: 0 })],
  "FECompConsultar/10202": [breaking(consult, { CbteNro: 0 })],
  "FEParamGetCotizacion/12000": [breaking(rate, { MonId: "USD" })],
  "FEParamGetCotizacion/12001": [breaking(rate, { MonId: "" })],
  "FEParamGetCotizacion/12002": [breaking(rate, { FchCotiz: "20261131" })],
  "FEParamGetCondicionIvaReceptor/10244": [breaking(receivers, { ClaseCmp: "M" })],
  "FECAEASolicitar/15004": [breaking(request, { Periodo: "202613" }), breaking(request, { Periodo: "" })],
  "FECAEASolicitar/15005": [breaking(request, { Orden: 3 })],
  "FECAEASolicitar/15006": [
    breaking(request, { Orden: 1 }),
    breaking(request, { today: "2026-12-01" }),
    breaking(request, { today: "2026-11-10" }),
    breaking({ ...request, Periodo: "202611" }, { Periodo: "202612", Orden: 1 }),
  ],
  "FECAEAConsultar/15004": [breaking(ask, { Periodo: "2026" })],
  "FECAEAConsultar/15005": [breaking(ask, { Orden: 0 })],
  "FECAEASinMovimientoInformar/1200": [breaking(unused, { CAEA: "86470123456789" })],
  "FECAEASinMovimientoInformar/1206": [breaking(unused, { PtoVta: 0 })],
  "FECAEASinMovimientoInformar/1207": [breaking(unused, { CAEA: "123" })],
  "FECAEASinMovimientoConsultar/10100": [breaking(asked, { CAEA: "" })],
  "FECAEASinMovimientoConsultar/10101": [breaking(asked, { PtoVta: 0 })],
};
