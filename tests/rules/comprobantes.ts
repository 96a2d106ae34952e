import type { ComprobanteDetail } from "../../workers/arca/wsfe/detail.ts";
import { type Parameters, SHIPPED_PARAMETERS, type Subject } from "../../workers/invoicing/rules/index.ts";

export const TODAY = "2026-11-24";
export const ISSUER = "20111111112";
export const CUSTOMER = "30708772964";
export const OTHER = "27222222220";
export const NOT_CATEGORISED = "23000000000";

/** Fields to set in a comprobante; undefined takes one away. */
export type Change = { readonly [Name in keyof ComprobanteDetail]?: ComprobanteDetail[Name] | undefined };

/** The same subject with some fields of its comprobante, or of itself, changed. */
export function edit(subject: Subject, change: Change, more: Partial<Subject> = {}): Subject {
  const detail = Object.fromEntries(Object.entries({ ...subject.detail, ...change }).filter(([, value]) => value !== undefined));
  return { ...subject, ...more, detail: detail as unknown as ComprobanteDetail };
}

const PRODUCTS: ComprobanteDetail = {
  Concepto: 1,
  DocTipo: 80,
  DocNro: CUSTOMER,
  CbteDesde: 1,
  CbteHasta: 1,
  CbteFch: "20261124",
  ImpTotal: "1210.00",
  ImpTotConc: "0.00",
  ImpNeto: "1000.00",
  ImpOpEx: "0.00",
  ImpTrib: "0.00",
  ImpIVA: "210.00",
  MonId: "PES",
  MonCotiz: "1",
  CondicionIVAReceptorId: 1,
  Iva: [{ Id: 5, BaseImp: "1000.00", Importe: "210.00" }],
};

const subject = (CbteTipo: number, change: Change, more: Partial<Subject> = {}): Subject =>
  edit({ CbteTipo, PtoVta: 1, detail: PRODUCTS, issuerCuit: ISSUER, issuerCondition: "responsable_inscripto", today: TODAY }, change, more);

const ASSOCIATED = { PtoVta: 1, Nro: 7, Cuit: ISSUER, CbteFch: "20261120" };
const NO_IVA: Change = { ImpTotal: "1210.00", ImpNeto: "1210.00", ImpIVA: "0.00", Iva: undefined };

export const facturaA = subject(1, {});
const notaDebitoA = subject(2, { CbtesAsoc: [{ Tipo: 1, ...ASSOCIATED }] });
export const notaCreditoA = subject(3, { CbtesAsoc: [{ Tipo: 1, ...ASSOCIATED }] });
export const facturaALeyenda = subject(51, {});
export const facturaB = subject(6, { DocTipo: 96, DocNro: "30111222", CondicionIVAReceptorId: 5 });
export const notaCreditoB = edit(facturaB, { CbtesAsoc: [{ Tipo: 6, ...ASSOCIATED }] }, { CbteTipo: 8 });
export const facturaC = subject(
  11,
  { ...NO_IVA, DocTipo: 96, DocNro: "30111222", CondicionIVAReceptorId: 5 },
  { issuerCondition: "monotributo" },
);
export const notaCreditoC = edit(facturaC, { CbtesAsoc: [{ Tipo: 11, ...ASSOCIATED }] }, { CbteTipo: 13 });
export const anonymous = edit(facturaB, { DocTipo: 99, DocNro: "0" });
export const servicios = edit(facturaA, {
  Concepto: 2,
  FchServDesde: "20261101",
  FchServHasta: "20261123",
  FchVtoPago: "20261204",
});
export const periodo = edit(notaCreditoA, { CbtesAsoc: undefined, PeriodoAsoc: { FchDesde: "20261101", FchHasta: "20261120" } });

/** With one other tax of 30.00. */
export const percepcion = edit(facturaA, {
  ImpTotal: "1240.00",
  ImpTrib: "30.00",
  Tributos: [{ Id: 7, Desc: "Percepción IIBB", BaseImp: "1000.00", Alic: "3.00", Importe: "30.00" }],
});

/** B to a customer no categorizado, with the percepción de IVA that it is charged. */
export const noCategorizado = edit(
  percepcion,
  {
    DocNro: NOT_CATEGORISED,
    CondicionIVAReceptorId: 7,
    Tributos: [{ Id: 13, Desc: "Percepción de IVA", BaseImp: "1000.00", Alic: "3.00", Importe: "30.00" }],
  },
  { CbteTipo: 6 },
);

export const dolares = edit(facturaA, { MonId: "DOL", MonCotiz: "1480.5", CanMisMonExt: "N" });

const CBU = "0110599520000012345678";

export const fceA = subject(201, {
  FchVtoPago: "20261224",
  Opcionales: [
    { Id: "2101", Valor: CBU },
    { Id: "2102", Valor: "pan.de.campo" },
    { Id: "27", Valor: "SCA" },
    { Id: "23", Valor: "OC-1234" },
  ],
});
const fceB = edit(fceA, { CondicionIVAReceptorId: 4 }, { CbteTipo: 206 });
const fceC = edit(fceA, NO_IVA, { CbteTipo: 211, issuerCondition: "monotributo" });

/** Notas of a Factura de Crédito, which correct it; or annul what they name. */
export const fceNote = (CbteTipo: number, asociado: number, annuls: "S" | "N"): Subject => {
  const base = CbteTipo > 210 ? fceC : CbteTipo > 205 ? fceB : fceA;
  const change: Change = {
    FchVtoPago: undefined,
    Opcionales: [{ Id: "22", Valor: annuls }],
    CbtesAsoc: [{ Tipo: asociado, ...ASSOCIATED }],
  };
  return edit(base, change, { CbteTipo });
};
export const fceNotaCreditoA = fceNote(203, 201, "N");

/** Used goods, bought from a person with a DNI. */
export const bienUsado = subject(49, {
  DocTipo: 96,
  DocNro: "30111222",
  CondicionIVAReceptorId: 5,
  Opcionales: [
    { Id: "91", Valor: "Ana Pérez" },
    { Id: "93", Valor: "San Martín 100, Rosario" },
  ],
});
export const bienUsadoMonotributo = edit(
  bienUsado,
  { ImpTotConc: "1210.00", ImpNeto: "0.00", ImpIVA: "0.00", Iva: undefined },
  { issuerCondition: "monotributo" },
);
export const bienUsadoExtranjero = edit(bienUsado, {
  DocTipo: 94,
  DocNro: "12345678",
  Opcionales: [...(bienUsado.detail.Opcionales ?? []), { Id: "92", Valor: "203" }],
});

export const compradores = edit(facturaA, {
  Compradores: [
    { DocTipo: 80, DocNro: CUSTOMER, Porcentaje: "60.00" },
    { DocTipo: 80, DocNro: OTHER, Porcentaje: "40.00" },
  ],
});

/** Meat, under its remito. */
export const carne = edit(facturaA, {
  Actividades: [{ Id: "101011" }],
  CbtesAsoc: [{ Tipo: 995, PtoVta: 3, Nro: 15 }],
});

/** Rent of a home through an agent (RG 4004-E). */
export const alquiler = edit(facturaB, {
  Opcionales: [
    { Id: "17", Valor: "1" },
    { Id: "1801", Valor: OTHER },
    { Id: "1802", Valor: "Rosa Gómez" },
  ],
});

/** School fees (RG 3368). */
export const escuela = edit(facturaB, {
  Opcionales: [
    { Id: "10", Valor: "1" },
    { Id: "1011", Valor: "96" },
    { Id: "1012", Valor: "30111222" },
  ],
});

/** Exception to RG 3668, with its signer. */
export const excepcion = edit(facturaA, {
  Opcionales: [
    { Id: "5", Valor: "04" },
    { Id: "61", Valor: "80" },
    { Id: "62", Valor: OTHER },
    { Id: "7", Valor: "01" },
  ],
});

/** Policies of an insurer of caución, at its own kind of point of sale. */
export const caucion = edit(
  facturaA,
  {
    Opcionales: [
      { Id: "2901", Valor: "POL-1" },
      { Id: "2902", Valor: "END-1" },
    ],
  },
  { issuerTraits: new Set(["surety"]), parameters: { ...SHIPPED_PARAMETERS, pointsOfSale: new Map([[1, "CAE - SEGWS"]]) } },
);

/** FCI, invoiced by a financial entity. */
export const fondo = edit(facturaB, { DocTipo: 31, DocNro: "1234", CondicionIVAReceptorId: 15 }, { issuerTraits: new Set(["financial"]) });

/** Tables that are not shipped, given to a subject. */
export const knowing = (given: Subject, parameters: Partial<Parameters>): Subject => ({
  ...given,
  parameters: { ...SHIPPED_PARAMETERS, ...parameters },
});

/** Every one that the rules have nothing to say against. */
export const VALID: Readonly<Record<string, Subject>> = {
  facturaA,
  notaDebitoA,
  notaCreditoA,
  facturaALeyenda,
  facturaB,
  notaCreditoB,
  facturaC,
  notaCreditoC,
  anonymous,
  servicios,
  periodo,
  percepcion,
  noCategorizado,
  dolares,
  fceA,
  fceB,
  fceC,
  fceNotaCreditoA,
  fceNotaDebitoB: fceNote(207, 206, "N"),
  fceAnulaFactura: fceNote(203, 201, "S"),
  fceAnulaCredito: fceNote(202, 203, "S"),
  bienUsado,
  bienUsadoMonotributo,
  bienUsadoExtranjero,
  compradores,
  carne,
  alquiler,
  escuela,
  excepcion,
  caucion,
  fondo,
};
