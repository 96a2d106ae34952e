import { BOOK } from "../../../workers/invoicing/rules/book/index.ts";
import { type InformedSubject, SHIPPED_PARAMETERS, type Subject } from "../../../workers/invoicing/rules/index.ts";
import {
  anonymous,
  type Change,
  compradores,
  dolares,
  edit,
  facturaA,
  facturaB,
  facturaC,
  fceA,
  fceNotaCreditoA,
  notaCreditoA,
  servicios,
} from "../comprobantes.ts";
import { DETAIL_CASES } from "./index.ts";
import { REGISTER_CASES } from "./register.ts";

interface InformedCase {
  readonly breaks: InformedSubject;
  readonly keeps: InformedSubject;
}

const CAEA = "36470123456789";
const GRANT = { cuit: facturaA.issuerCuit, FchVigDesde: "20261116", FchVigHasta: "20261130" };

export const informed = (subject: Subject, more: Partial<InformedSubject> = {}): InformedSubject => ({
  ...subject,
  CAEA,
  CbteFchHsGen: "20261124103000",
  ...more,
});

const breaking = (
  keeps: Subject,
  change: Change,
  more: Partial<InformedSubject> = {},
  kept: Partial<InformedSubject> = {},
): InformedCase => ({
  keeps: informed(keeps, kept),
  breaks: informed(edit(keeps, change), { ...kept, ...more }),
});

const TWO = { CbteDesde: 1, CbteHasta: 2 };
const known = { caea: GRANT };
const kinds = {
  parameters: {
    ...SHIPPED_PARAMETERS,
    pointsOfSale: new Map([
      [1, "CAEA - Contingencias"],
      [2, "CAEA - RI IVA"],
    ]),
  },
};
const ONE = { Tipo: 1, PtoVta: 1, Nro: 7 };

/** By code and variant: those that FECAEARegInformativo asks in its own way. */
const OWN: Readonly<Record<string, readonly InformedCase[]>> = {
  "702/1": [breaking(facturaA, { CbteFch: "20261115" }, {}, known)],
  "705/1": [breaking(facturaA, {}, { caea: { ...GRANT, cuit: "30111111118" } }, known)],
  "711/1": [breaking(facturaA, TWO), breaking(fceA, TWO)],
  "717/1": [breaking(facturaA, { ImpTotConc: "-1.00" })],
  "718/1": [breaking(facturaA, { ImpOpEx: "-1.00" })],
  "719/1": [breaking(facturaA, { ImpNeto: "-1.00" })],
  "726/1": [breaking(facturaA, { MonCotiz: "2" }), breaking(dolares, { MonCotiz: undefined }), breaking(dolares, { MonCotiz: "0" })],
  "727/1": [breaking(facturaA, { FchServDesde: "20261101" })],
  "728/1": [breaking(facturaA, { FchServHasta: "20261101" })],
  "729/1": [breaking(facturaA, { FchVtoPago: "20261224" })],
  "780/1": [breaking(facturaA, {}, { caea: null }, known)],
  "782/1": [breaking(facturaA, {}, { CAEA: "" }), breaking(facturaA, {}, { CAEA: "123" })],
  "783/1": [breaking(facturaA, { CbteFch: "" }), breaking(facturaA, { CbteFch: "20261131" })],
  "784/1": [breaking(facturaA, { CbteDesde: 0 }), breaking(facturaA, { CbteHasta: 100_000_000 })],
  "806/1": [breaking(notaCreditoA, { CbtesAsoc: [{ ...ONE, Tipo: 6 }] })],
  "807/1": [{ keeps: informed({ ...facturaA, CbteTipo: 4 }), breaks: informed(edit(facturaA, { CbtesAsoc: [ONE] }, { CbteTipo: 4 })) }],
  "812/1": [breaking(fceNotaCreditoA, { CbtesAsoc: [{ ...ONE, Tipo: 206 }] })],
  "1404/1": [breaking(facturaB, { DocTipo: 77 })],
  "1405/1": [breaking(facturaB, { DocNro: "123456789012" })],
  "1407/1": [breaking(facturaA, { ImpIVA: "-1.00" })],
  "1413/1": [breaking(servicios, { FchServDesde: "20261131" })],
  "1414/1": [breaking(facturaA, {}, { caea: { ...GRANT, FchVigDesde: "20261201", FchVigHasta: "20261215" } }, known)],
  "1415/1": [breaking(edit(anonymous, TWO), { DocTipo: 96, DocNro: "30111222" })],
  "1417/1": [breaking(anonymous, { ImpTotal: "10000000.00" }), breaking(edit(facturaB, { ImpTotal: "10000000.00" }), { DocNro: "0" })],
  "1418/1": [breaking(anonymous, { DocNro: "30111222" })],
  "1419/1": [breaking(facturaB, { DocNro: "0" })],
  "1421/1": [breaking(facturaA, { DocNro: "30111222" })],
  "1424/1": [breaking(facturaA, {}, { caea: { ...GRANT, unused: true } }, known)],
  "1432/1": [{ keeps: informed(facturaA), breaks: informed(compradores) }],
  "1433/1": [breaking(facturaC, TWO)],
  "1434/1": [breaking(facturaC, { ImpTotConc: "1.00" })],
  "1435/1": [breaking(facturaC, { ImpOpEx: "1.00" })],
  "1437/1": [breaking(facturaC, { ImpTrib: "-1.00" })],
  "1438/1": [breaking(facturaC, { ImpIVA: "1.00" })],
  "1439/1": [breaking(facturaC, { ImpTotal: "1300.00" })],
  "1440/1": [breaking(facturaA, {}, { CbteFchHsGen: undefined }, kinds)],
  "1441/1": [breaking(facturaA, {}, { CbteFchHsGen: "20261124996000" }), breaking(facturaA, {}, { CbteFchHsGen: "20261124" })],
  "1442/1": [breaking(facturaA, {}, { PtoVta: 2 }, kinds)],
  "1445/2": [breaking(facturaA, { CbteFch: "20261118" })],
  "1487/1": [breaking(fceA, { DocTipo: 86 })],
};

/** The cases of FECAESolicitar's code that a row shares. */
function twinCases(as: number): InformedCase[] {
  const cases = [...(DETAIL_CASES[as] ?? []), ...(REGISTER_CASES[as] ?? [])];
  return cases.map(({ breaks, keeps }) => ({ breaks: informed(breaks), keeps: informed(keeps) }));
}

/** FECAEARegInformativo, by code and variant. */
export const INFORMED_CASES: Readonly<Record<string, readonly InformedCase[]>> = {
  ...Object.fromEntries(
    BOOK.filter(({ operation, as, header }) => operation === "FECAEARegInformativo" && as !== undefined && !header).map(
      ({ code, variant, as = 0 }) => [`${code}/${variant}`, twinCases(as)],
    ),
  ),
  ...OWN,
};
