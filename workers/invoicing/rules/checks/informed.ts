import { sum, withinTolerance } from "../../../../shared/money.ts";
import { CUIT, UNIDENTIFIED } from "../comprobante.ts";
import { isDay, plusDays } from "../day.ts";
import type { InformedComprobante } from "../informed.ts";
import type { Check, Fault } from "../rule.ts";
import { ASSOCIATED_CHECKS } from "./associated.ts";

const MAX_NUMBER = 99_999_999;
const set = (...types: number[]): ReadonlySet<number> => new Set(types);

/** 807. */
const WITH_ASSOCIATED = set(1, 2, 3, 6, 7, 8, 12, 13, 51, 52, 53, 201, 202, 203, 206, 207, 208, 211, 212, 213);

const isB = (c: InformedComprobante): boolean => c.cls === "B" && !c.isFce;
const isBOrC = (c: InformedComprobante): boolean => (c.cls === "B" || c.isC) && !c.isFce && !c.isSpan;
const isNumber = (value: number): boolean => value >= 1 && value <= MAX_NUMBER;
const isBlank = ({ detail }: InformedComprobante): boolean => /^0*$/.test(detail.DocNro);
const between = (text: string, low: number, high: number): boolean => /^\d+$/.test(text) && Number(text) >= low && Number(text) <= high;
const notServices =
  (field: "FchServDesde" | "FchServHasta" | "FchVtoPago"): Check<InformedComprobante> =>
  (c) =>
    !c.isService && !(c.isFce && field === "FchVtoPago") && Boolean(c.detail[field]);

const SERVICE_DATES = ["FchServDesde", "FchServHasta", "FchVtoPago"] as const;

/** 1441: a moment as `yyyymmddhhmiss`. */
function isMoment(text: string): boolean {
  const [hours, minutes, seconds] = [text.slice(8, 10), text.slice(10, 12), text.slice(12)].map(Number);
  return /^\d{14}$/.test(text) && isDay(text.slice(0, 8)) && (hours ?? 24) < 24 && (minutes ?? 60) < 60 && (seconds ?? 60) < 60;
}

/** 1445: dated within the window of 10016 around the moment it was made. */
function farFromMaking(c: InformedComprobante): boolean {
  if (c.madeAt === undefined || !isMoment(c.madeAt)) return false;
  const days = c.isService ? 10 : 5;
  const made = c.madeAt.slice(0, 8);
  return c.detail.CbteFch < plusDays(made, -days) || c.detail.CbteFch > plusDays(made, days);
}

const admittedOnly = (c: InformedComprobante): boolean | readonly Fault[] =>
  WITH_ASSOCIATED.has(c.CbteTipo) && (ASSOCIATED_CHECKS[10040]?.(c) ?? false);

/** FECAEARegInformativo: what it asks differently from FECAESolicitar, by code and variant. */
export const INFORMED_CHECKS: Readonly<Record<string, Check<InformedComprobante>>> = {
  "702/1": ({ caea, detail }) => Boolean(caea && (detail.CbteFch < caea.FchVigDesde || detail.CbteFch > caea.FchVigHasta)),
  "705/1": ({ caea, subject }) => Boolean(caea && caea.cuit !== subject.issuerCuit),
  "711/1": (c) => (c.isA || c.isFce) && c.isSpan,
  "717/1": (c) => c.amount("ImpTotConc").lt("0"),
  "718/1": (c) => c.amount("ImpOpEx").lt("0"),
  "719/1": (c) => c.amount("ImpNeto").lt("0"),
  "726/1": ({ detail: { MonId, MonCotiz, CanMisMonExt } }) => {
    if (!MonCotiz) return CanMisMonExt !== "S";
    return MonId === "PES" ? Number(MonCotiz) !== 1 : !(Number(MonCotiz) > 0);
  },
  "727/1": notServices("FchServDesde"),
  "728/1": notServices("FchServHasta"),
  "729/1": notServices("FchVtoPago"),
  "780/1": ({ caea }) => caea === null,
  "782/1": ({ CAEA }) => !/^\d{14}$/.test(CAEA),
  "783/1": ({ detail }) => !isDay(detail.CbteFch),
  "784/1": ({ detail }) => !isNumber(detail.CbteDesde) || !isNumber(detail.CbteHasta),
  // 10040 in two: of the ordinary types CAEA observes, of Facturas de Crédito it refuses.
  "806/1": (c) => !c.isFce && admittedOnly(c),
  "812/1": (c) => c.isFce && admittedOnly(c),
  "807/1": (c) => c.detail.CbtesAsoc !== undefined && !WITH_ASSOCIATED.has(c.CbteTipo),
  "1404/1": (c) => isBOrC(c) && !c.parameters.documentTypes.has(c.detail.DocTipo),
  "1405/1": (c) => (c.cls === "B" || c.isC) && !between(c.detail.DocNro, 0, 99_999_999_999),
  "1407/1": (c) => c.amount("ImpIVA").lt("0"),
  "1413/1": ({ detail }) =>
    SERVICE_DATES.flatMap((field): Fault[] => (detail[field] !== undefined && !isDay(detail[field]) ? [{ field }] : [])),
  "1414/1": ({ caea, today }) => Boolean(caea && today <= caea.FchVigDesde),
  "1415/1": (c) => isB(c) && c.isSpan && !c.mustIdentify && !(c.detail.DocTipo === UNIDENTIFIED && isBlank(c)),
  "1417/1": (c) => isBOrC(c) && c.mustIdentify && (c.detail.DocTipo === UNIDENTIFIED || isBlank(c)),
  "1418/1": (c) => isBOrC(c) && !c.mustIdentify && c.detail.DocTipo === UNIDENTIFIED && !isBlank(c),
  "1419/1": (c) => isBOrC(c) && !c.mustIdentify && c.detail.DocTipo !== UNIDENTIFIED && isBlank(c),
  "1421/1": (c) => c.isA && !between(c.detail.DocNro, 20_000_000_000, 60_000_000_000),
  "1424/1": ({ caea }) => caea?.unused ?? false,
  "1432/1": ({ detail }) => detail.Compradores !== undefined,
  "1433/1": (c) => c.isC && c.isSpan,
  "1434/1": (c) => c.isC && !c.amount("ImpTotConc").eq("0"),
  "1435/1": (c) => c.isC && !c.amount("ImpOpEx").eq("0"),
  "1437/1": (c) => c.isC && c.amount("ImpTrib").lt("0"),
  "1438/1": (c) => c.isC && !c.amount("ImpIVA").eq("0"),
  "1439/1": (c) => c.isC && !withinTolerance(c.amount("ImpTotal"), sum([c.amount("ImpNeto"), c.amount("ImpTrib")])),
  "1440/1": (c) => isContingency(c) === true && !c.madeAt,
  "1441/1": ({ madeAt }) => madeAt !== undefined && !isMoment(madeAt),
  "1442/1": (c) => isContingency(c) === false && Boolean(c.madeAt),
  "1445/2": farFromMaking,
  "1487/1": (c) => c.isFce && c.detail.DocTipo !== CUIT,
};

/** By FEParamGetPtosVenta; undefined: not known. */
function isContingency(c: InformedComprobante): boolean | undefined {
  const kind = c.subject.PtoVta === undefined ? undefined : c.parameters.pointsOfSale?.get(c.subject.PtoVta);
  return kind === undefined ? undefined : /contingencia/i.test(kind);
}
