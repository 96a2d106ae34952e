import { first } from "../support/soap.ts";

export interface Comprobante {
  readonly number: number;
  /** The elements of FECAEDetRequest. */
  readonly fields: string;
  readonly cae: string;
  /** FchProceso: `yyyymmddhhmmss` in Argentina. */
  readonly processedAt: string;
  /** The request that it came with, counted from 1; null where another system issued it. */
  readonly request: number | null;
}

/** One lane of one CUIT, and who had each of its numbers: what ARCA knows and tells nobody. */
export interface Lane {
  readonly comprobantes: Comprobante[];
  /** The highest number that a request of ours has asked for. */
  asked: number;
  /** A request is being worked on: ARCA lets no second one in (502). */
  busy: boolean;
}

interface Applied {
  readonly fields: string;
  readonly comprobante: Comprobante | undefined;
  /** Refused for what it says; what stands behind it was not looked at. */
  readonly refused: boolean;
}

export interface Answer {
  readonly records: readonly Applied[];
  readonly outOfSequence: boolean;
}

/** Documents that ARCA refuses (10015), each time that it sees them: whether a comprobante is refused lies in what it says. */
const REFUSED_DOCUMENT = /^666/;

const lanes = new Map<string, Lane>();
let issued = 0;

export const allLanes = (): ReadonlyMap<string, Lane> => lanes;

/** @param key `cuit/PtoVta-CbteTipo` */
export function laneOf(key: string): Lane {
  const known = lanes.get(key) ?? { comprobantes: [], asked: 0, busy: false };
  lanes.set(key, known);
  return known;
}

/** As ARCA does it: in order, each number the next one and no date before the last, and nothing after the first refusal. */
export function apply(lane: Lane, records: readonly string[], request: number): Answer {
  let stopped = false;
  let outOfSequence = false;
  const applied = records.map((fields): Applied => {
    const number = Number(first(fields, "CbteDesde"));
    lane.asked = Math.max(lane.asked, number);
    if (stopped) return { fields, comprobante: undefined, refused: false };
    const last = lane.comprobantes.at(-1);
    if (number !== lane.comprobantes.length + 1 || (last && first(fields, "CbteFch") < first(last.fields, "CbteFch"))) {
      stopped = outOfSequence = true;
      return { fields, comprobante: undefined, refused: false };
    }
    if (REFUSED_DOCUMENT.test(first(fields, "DocNro"))) {
      stopped = true;
      return { fields, comprobante: undefined, refused: true };
    }
    return { fields, comprobante: issue(lane, fields, request), refused: false };
  });
  return { records: applied, outOfSequence };
}

/** @param request null: another system's */
export function issue(lane: Lane, fields: string, request: number | null): Comprobante {
  const number = lane.comprobantes.length + 1;
  const own = fields.replace(/<CbteDesde>.*<\/CbteHasta>/s, `<CbteDesde>${number}</CbteDesde><CbteHasta>${number}</CbteHasta>`);
  const cae = `97${String(++issued).padStart(12, "0")}`;
  const comprobante = { number, fields: own, cae, processedAt: argentineTime(new Date()), request };
  lane.comprobantes.push(comprobante);
  return comprobante;
}

export const recordsOf = (body: string): string[] =>
  [...body.matchAll(/<FECAEDetRequest>(.*?)<\/FECAEDetRequest>/gs)].map(([, fields = ""]) => fields);

const ARGENTINA_MS = -3 * 3_600_000;

export const argentineTime = (at: Date): string => new Date(at.getTime() + ARGENTINA_MS).toISOString().replaceAll(/\D/g, "").slice(0, 14);
