import { type IssuerCondition, MAX_POINT_OF_SALE } from "../../../shared/catalog.ts";
import type { IsoDate } from "../../../shared/dates.ts";
import { BOOK } from "./book/index.ts";
import { classOf, FCE } from "./classes.ts";
import { faultsOf, findingOf, inForce } from "./finding.ts";
import type { PointsOfSale } from "./parameters.ts";
import type { Register } from "./register.ts";
import type { Check, Fault, Finding, RuledOperation } from "./rule.ts";

/** FeCabReq, with what is known of its issuer. */
export interface HeaderSubject {
  readonly operation?: Extract<RuledOperation, "FECAESolicitar" | "FECAEARegInformativo"> | undefined;
  readonly CantReg: number;
  readonly PtoVta: number;
  readonly CbteTipo: number;
  /** How many details came. */
  readonly records: number;
  readonly issuerCuit: string;
  readonly issuerCondition?: IssuerCondition | undefined;
  readonly today: IsoDate;
  readonly asOf?: IsoDate | undefined;
  readonly register?: Register | undefined;
  /** FEParamGetPtosVenta of the issuer; left out: not known. */
  readonly pointsOfSale?: PointsOfSale | undefined;
}

/** What FECompTotXRequest answers. */
export const MAX_RECORDS = 250;
const MAX_STATED = 9_998;

/** The wordings of 10000. */
const NOT_AUTHORIZED = 1;
const INACTIVE = 2;
const C_OF_REGISTERED = 3;
const LEGEND_ONLY = 4;
const NOT_MIPYME = 5;
const NO_ELECTRONIC_ADDRESS = 6;

export const isPointOfSale = (PtoVta: number): boolean => PtoVta >= 1 && PtoVta <= MAX_POINT_OF_SALE;

/** 10000: may this issuer give that type? First by its condición, then by what ARCA's register knows of it. */
function mayNot({ CbteTipo, issuerCondition, issuerCuit, register }: HeaderSubject): boolean | readonly Fault[] {
  const cls = classOf(CbteTipo);
  const told = (wording: number): readonly Fault[] => [{ field: "CbteTipo", wording }];
  if (issuerCondition === "responsable_inscripto" ? cls === "C" : false) return told(C_OF_REGISTERED);
  if (issuerCondition !== undefined && issuerCondition !== "responsable_inscripto" && (cls === "A" || cls === "B" || cls === "ALEY")) {
    return [{ field: "CbteTipo" }];
  }
  const issuer = register?.taxpayer?.(issuerCuit);
  if (issuer === undefined) return false;
  if (!issuer?.active) return [{ field: "Cuit", wording: INACTIVE }];
  if (issuer.mayNotIssue) return [{ field: "Cuit", wording: NOT_AUTHORIZED }];
  if (issuer.aWithLegend && cls === "A") return told(LEGEND_ONLY);
  if (FCE.has(CbteTipo) && issuer.notMipyme) return told(NOT_MIPYME);
  return FCE.has(CbteTipo) && issuer.noElectronicAddress ? told(NO_ELECTRONIC_ADDRESS) : false;
}

const limitOf = ({ CbteTipo }: HeaderSubject): number => (FCE.has(CbteTipo) ? 1 : MAX_RECORDS);

/** 700: FECAEARegInformativo takes fewer types than FECAESolicitar. */
const INFORMED_TYPES: ReadonlySet<number> = new Set([
  1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 15, 51, 52, 53, 54, 201, 202, 203, 206, 207, 208, 211, 212, 213,
]);

/** By code of FECAESolicitar, and 700 of FECAEARegInformativo. */
export const HEADER_CHECKS: Readonly<Record<number, Check<HeaderSubject>>> = {
  10000: mayNot,
  10001: ({ CantReg }) => CantReg < 1 || CantReg > MAX_STATED,
  10002: ({ CantReg, records }) => CantReg !== records && [{ values: { stated: CantReg, sent: records } }],
  10003: (header) => header.records > limitOf(header) && [{ values: { limit: limitOf(header) } }],
  10004: ({ PtoVta }) => !isPointOfSale(PtoVta),
  10005: ({ PtoVta, pointsOfSale }) => pointsOfSale !== undefined && isPointOfSale(PtoVta) && !pointsOfSale.has(PtoVta),
  10006: ({ CbteTipo }) => CbteTipo <= 0,
  10007: ({ CbteTipo }) => CbteTipo > 0 && classOf(CbteTipo) === undefined,
  700: ({ CbteTipo }) => !INFORMED_TYPES.has(CbteTipo),
};

const RULES = BOOK.filter(({ header }) => header).flatMap((row) => {
  const check = HEADER_CHECKS[row.as ?? row.code];
  return check ? [{ row, check }] : [];
});

/** What the table says of a request's header; any finding refuses the whole request. */
export function checkHeader(header: HeaderSubject): Finding[] {
  const { operation = "FECAESolicitar", today, asOf = today } = header;
  return RULES.filter(({ row }) => row.operation === operation && inForce(row, asOf)).flatMap(({ row, check }) =>
    faultsOf(check(header)).map((fault) => findingOf(row, fault, row.kind)),
  );
}
