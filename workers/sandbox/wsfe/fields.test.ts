import { expect, test } from "vitest";
import { parseXml } from "../../platform/xml.ts";
import { readDetail, writeDetail } from "./detail-fields.ts";
import { FormatError, readDouble, readInt, readLong } from "./read.ts";

const FULL =
  "<Concepto>2</Concepto><DocTipo>80</DocTipo><DocNro>30500010912</DocNro><CbteDesde>1</CbteDesde><CbteHasta>1</CbteHasta><CbteFch>20261124</CbteFch>" +
  "<ImpTotal>122</ImpTotal><ImpTotConc>0</ImpTotConc><ImpNeto>100</ImpNeto><ImpOpEx>0</ImpOpEx><ImpTrib>1</ImpTrib><ImpIVA>21</ImpIVA>" +
  "<FchServDesde>20261101</FchServDesde><FchServHasta>20261130</FchServHasta><FchVtoPago>20261210</FchVtoPago><MonId>DOL</MonId><MonCotiz>101.202</MonCotiz>" +
  "<CanMisMonExt>N</CanMisMonExt><CondicionIVAReceptorId>1</CondicionIVAReceptorId><CbtesAsoc><CbteAsoc><Tipo>1</Tipo><PtoVta>2</PtoVta><Nro>1234</Nro></CbteAsoc></CbtesAsoc>" +
  "<Tributos><Tributo><Id>99</Id><Desc>Tasa &amp; más</Desc><BaseImp>100</BaseImp><Alic>1</Alic><Importe>1</Importe></Tributo></Tributos>" +
  "<Iva><AlicIva><Id>5</Id><BaseImp>100</BaseImp><Importe>21</Importe></AlicIva></Iva><Opcionales><Opcional><Id>2101</Id><Valor>x</Valor></Opcional></Opcionales>" +
  "<Compradores><Comprador><DocTipo>80</DocTipo><DocNro>30500010912</DocNro><Porcentaje>50.5</Porcentaje></Comprador></Compradores>" +
  "<PeriodoAsoc><FchDesde>20261101</FchDesde><FchHasta>20261130</FchHasta></PeriodoAsoc><Actividades><Actividad><Id>620100</Id></Actividad></Actividades>";

const read = (inner: string) => readDetail(parseXml(`<FECAEDetRequest>${inner}</FECAEDetRequest>`), "2026-11-24");

test("every field of a comprobante is read, and given back in the order of the WSDL", () => {
  expect(writeDetail(read(FULL))).toBe(FULL);
});

test("numbers are exact, and without trailing zeros", () => {
  expect(read("<DocNro>00020111111112</DocNro><ImpTotal>1234567890123.40</ImpTotal><ImpNeto>1e2</ImpNeto>")).toMatchObject({
    DocNro: "20111111112",
    ImpTotal: "1234567890123.4",
    ImpNeto: "100",
  });
});

test("what is missing is 0, empty, today, or nothing", () => {
  const detail = read("");
  expect(detail).toMatchObject({ Concepto: 0, DocNro: "0", ImpTotal: "0", MonId: "", CbteFch: "20261124" });
  expect(detail).not.toHaveProperty("FchVtoPago");
  expect(detail).not.toHaveProperty("CondicionIVAReceptorId");
  expect(detail).not.toHaveProperty("Iva");
  expect(writeDetail(detail)).toContain("<FchServDesde /><FchServHasta /><FchVtoPago /><MonCotiz>0</MonCotiz>");
});

test("the CUIT and the date of an associated comprobante are not given back", () => {
  const asked =
    "<CbtesAsoc><CbteAsoc><Tipo>1</Tipo><PtoVta>2</PtoVta><Nro>3</Nro><Cuit>20111111112</Cuit><CbteFch>20261101</CbteFch></CbteAsoc></CbtesAsoc>";
  expect(writeDetail(read(asked))).toMatch(/<Nro>3<\/Nro><\/CbteAsoc><\/CbtesAsoc>$/);
});

test.each([
  ["int", readInt, ["1.5", "x", "2147483648", "-2147483649"]],
  ["long", readLong, ["1.5", "9223372036854775808", "20-11111111-2"]],
  ["double", readDouble, ["1,5", "x", "1.2.3", "INF"]],
])("a text that is no %s", (_, readAs, texts) => {
  for (const text of texts) expect(() => readAs(parseXml(`<a><b>${text}</b></a>`), "b")).toThrow(FormatError);
});
