import type { Opcional } from "../../../workers/arca/wsfe/detail.ts";
import {
  alquiler,
  bienUsado,
  bienUsadoExtranjero,
  caucion,
  escuela,
  excepcion,
  facturaA,
  facturaB,
  facturaC,
  fceA,
  fceNotaCreditoA,
  ISSUER,
  knowing,
  OTHER,
} from "../comprobantes.ts";
import { breaking, type Case, type Cases } from "./case.ts";
import type { Subject } from "../../../workers/invoicing/rules/index.ts";

const given = (...rows: [id: string, value: string][]): { Opcionales: Opcional[] } => ({
  Opcionales: rows.map(([Id, Valor]) => ({ Id, Valor })),
});

/** The value of one opcional changed, or taken away. */
function valued(keeps: Subject, id: string, ...values: (string | undefined)[]): Case[] {
  return values.map((value) => {
    const Opcionales = (keeps.detail.Opcionales ?? []).flatMap((row) => {
      if (row.Id !== id) return [row];
      return value === undefined ? [] : [{ ...row, Valor: value }];
    });
    return breaking(keeps, { Opcionales });
  });
}

/** An opcional added to a comprobante. */
const added = (keeps: Subject, id: string, value: string): Case =>
  breaking(keeps, { Opcionales: [...(keeps.detail.Opcionales ?? []), { Id: id, Valor: value }] });

const LONG = "x".repeat(251);
const promotion = { ...facturaA, detail: { ...facturaA.detail, ...given(["2", "00001234"]) } };
const single = (id: string, value: string): Subject => ({ ...facturaB, detail: { ...facturaB.detail, ...given([id, value]) } });
const ordinary = knowing(facturaA, { pointsOfSale: new Map([[1, "CAE - Ri Iva"]]) });
const many = Array.from({ length: 3_001 }, (_, i): Opcional[] => [
  { Id: "2901", Valor: `P${i}` },
  { Id: "2902", Valor: `E${i}` },
]).flat();

/** Opcionales, with those of used goods and of Facturas de Crédito. */
export const OPTIONAL_CASES: Cases = {
  10052: [breaking(facturaA, { Opcionales: [] })],
  10053: [added(facturaA, "999", "x")],
  10054: [breaking(facturaB, given(["11", "1"], ["11", "1"]))],
  10055: [...valued(excepcion, "62", "", " ")],
  10064: valued(promotion, "2", "1234", "-0000001"),
  10066: [breaking({ ...facturaC, detail: { ...facturaC.detail, ...given(["11", "0"]) } }, given(["2", "00001234"]))],
  10068: [breaking({ ...facturaA, CbteTipo: 5 }, given(["5", "01"]))],
  10076: [breaking(bienUsado, { Opcionales: undefined })],
  10077: valued(bienUsado, "91", "", LONG),
  10078: valued(bienUsado, "91", undefined),
  10079: valued(bienUsadoExtranjero, "92", "2", "BRA"),
  10080: valued(bienUsadoExtranjero, "92", "999"),
  10081: [added(bienUsado, "5", "01")],
  10082: [added(bienUsado, "92", "203"), ...valued(bienUsadoExtranjero, "92", undefined)],
  10083: valued(bienUsado, "93", " ", LONG),
  10084: valued(bienUsado, "93", undefined),
  10086: [breaking(facturaB, given(["5", "01"]))],
  10088: valued(excepcion, "5", "", "012"),
  10089: valued(excepcion, "5", "07"),
  10090: valued(excepcion, "61", "", "8"),
  10091: valued(excepcion, "61", "77"),
  10092: valued(excepcion, "62", "", "123456789012", "AB"),
  10094: valued(excepcion, "7", "", "1"),
  10095: valued(excepcion, "7", "05"),
  10097: valued(escuela, "10", "", "2"),
  10098: valued(escuela, "1011", "", "77"),
  10099: valued(escuela, "1012", "", "30.111.222"),
  10110: valued(single("11", "1"), "11", "2"),
  10111: valued(single("12", "0"), "12", "no"),
  10112: [breaking(single("11", "1"), given(["11", "1"], ["12", "1"]))],
  10113: [...valued(escuela, "1012", undefined), ...valued(escuela, "10", "0")],
  10114: valued(escuela, "10", undefined),
  10116: valued(single("13", "1"), "13", "2"),
  10117: valued(single("14", "1"), "14", "2"),
  10118: valued(single("15", "1"), "15", "2"),
  10123: [breaking(facturaA, given(["17", "2"]))],
  10124: valued(alquiler, "17", "3"),
  10125: valued(alquiler, "1801", "123"),
  10127: valued(alquiler, "1802", "", LONG),
  10128: [breaking(alquiler, given(["17", "2"], ["1801", OTHER], ["1802", "Rosa"], ["1801", OTHER], ["1802", "Rosa"]))],
  10129: [breaking(alquiler, given(["17", "1"]))],
  10130: valued(alquiler, "1802", undefined),
  10131: valued(alquiler, "1801", ISSUER),
  10132: valued(alquiler, "17", undefined),
  10162: [breaking(fceA, { Opcionales: undefined })],
  10165: valued(fceA, "2101", "011059952000001234567", "x"),
  10166: valued(fceA, "2102", "corto", "un alias con blancos"),
  10167: valued(fceNotaCreditoA, "22", "X"),
  10168: valued(fceA, "2101", undefined),
  10169: [breaking(facturaA, given(["2101", "0110599520000012345678"])), breaking(facturaA, given(["22", "N"]))],
  10170: [breaking(fceA, given(["23", "OC-1"]))],
  10171: [added(fceA, "22", "N")],
  10172: [added(fceNotaCreditoA, "2101", "0110599520000012345678"), added(fceNotaCreditoA, "27", "SCA")],
  10173: [breaking(fceNotaCreditoA, given(["23", "OC-1"]))],
  10189: valued(fceA, "23", "x".repeat(51)),
  10190: [added(fceA, "23", "OC-1234")],
  10214: valued(fceA, "27", "SC"),
  10215: valued(fceA, "27", "XXX"),
  10216: valued(fceA, "27", undefined),
  10273: [breaking(caucion, {}, { CbteTipo: 11 })],
  10274: valued(caucion, "2901", "", "x".repeat(31)),
  10275: [breaking(caucion, {}, { CbteTipo: 4 })],
  10276: valued(caucion, "2902", "", "x".repeat(31)),
  10277: [breaking(caucion, { Opcionales: undefined })],
  10278: [breaking({ ...caucion, issuerTraits: undefined }, { Opcionales: undefined })],
  10279: [breaking(ordinary, given(["2901", "P"], ["2902", "E"]))],
  10280: [breaking(caucion, { Opcionales: many })],
  10281: valued(caucion, "2902", undefined),
  10282: [breaking(caucion, {}, { issuerTraits: new Set() })],
};
