import type { HeaderSubject } from "../../../workers/invoicing/rules/index.ts";
import { ISSUER, TODAY } from "../comprobantes.ts";

interface HeaderCase {
  readonly breaks: HeaderSubject;
  readonly keeps: HeaderSubject;
}

const HEADER: HeaderSubject = {
  CantReg: 1,
  PtoVta: 1,
  CbteTipo: 1,
  records: 1,
  issuerCuit: ISSUER,
  issuerCondition: "responsable_inscripto",
  today: TODAY,
};

const breaking = (change: Partial<HeaderSubject>, keeps: HeaderSubject = HEADER): HeaderCase => ({
  keeps,
  breaks: { ...keeps, ...change },
});
const ACTIVE = { active: true, iva: true };
const issuer = (person: object | null): Partial<HeaderSubject> => ({
  register: { taxpayer: () => (person === null ? null : { ...ACTIVE, ...person }) },
});
const known = { ...HEADER, ...issuer({}) };
const fce = { ...known, CbteTipo: 201 };

/** FeCabReq of FECAESolicitar: for each code what breaks it and what keeps it. */
export const HEADER_CASES: Readonly<Record<number, readonly HeaderCase[]>> = {
  10000: [
    breaking({ issuerCondition: "monotributo" }),
    breaking({ CbteTipo: 11 }),
    breaking(issuer(null), known),
    breaking(issuer({ active: false }), known),
    breaking(issuer({ mayNotIssue: true }), known),
    breaking(issuer({ aWithLegend: true }), known),
    breaking(issuer({ notMipyme: true }), fce),
    breaking(issuer({ noElectronicAddress: true }), fce),
  ],
  10001: [breaking({ CantReg: 0 }), breaking({ CantReg: 9_999 })],
  10002: [breaking({ CantReg: 2 })],
  10003: [breaking({ CantReg: 251, records: 251 }), breaking({ CbteTipo: 201, CantReg: 2, records: 2 })],
  10004: [breaking({ PtoVta: 0 }), breaking({ PtoVta: 99_999 })],
  10005: [breaking({ PtoVta: 2 }, { ...HEADER, pointsOfSale: new Map([[1, "CAE"]]) })],
  10006: [breaking({ CbteTipo: 0 })],
  10007: [breaking({ CbteTipo: 14 }), breaking({ CbteTipo: 19 })],
};

/** The same of FECAEARegInformativo. */
export const INFORMED_HEADER_CASES: Readonly<Record<number, readonly HeaderCase[]>> = Object.fromEntries(
  Object.entries({
    700: [breaking({ CbteTipo: 5 })],
    1300: HEADER_CASES[10004] ?? [],
    10001: HEADER_CASES[10001] ?? [],
    10002: HEADER_CASES[10002] ?? [],
    10003: HEADER_CASES[10003] ?? [],
  }).map(([code, cases]) => {
    const informed = (header: HeaderSubject): HeaderSubject => ({ ...header, operation: "FECAEARegInformativo" });
    return [code, cases.map(({ breaks, keeps }) => ({ breaks: informed(breaks), keeps: informed(keeps) }))];
  }),
);
