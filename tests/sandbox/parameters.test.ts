import { expect, test } from "vitest";
import { authXml, call, CUIT, detailXml, newTenant, solicitarXml } from "./support.ts";

const auth = authXml(await newTenant());
const ask = (operation: string, inner = "") => call(`FEParamGet${operation}`, auth + inner);
const ids = (result: string): string[] => [...result.matchAll(/<Id>([^<]*)<\/Id>/g)].map(([, id]) => String(id));

test.each([
  ["TiposCbte", "CbteTipo", 36, "<Id>1</Id><Desc>Factura A</Desc><FchDesde>20100917</FchDesde><FchHasta>NULL</FchHasta>"],
  ["TiposConcepto", "ConceptoTipo", 3, "<Id>1</Id><Desc>Producto</Desc><FchDesde>20100917</FchDesde><FchHasta>NULL</FchHasta>"],
  ["TiposDoc", "DocTipo", 36, "<Id>80</Id><Desc>CUIT</Desc><FchDesde>20080725</FchDesde><FchHasta>NULL</FchHasta>"],
  ["TiposIva", "IvaTipo", 6, "<Id>3</Id><Desc>0%</Desc><FchDesde>20090220</FchDesde><FchHasta>NULL</FchHasta>"],
  ["TiposMonedas", "Moneda", 49, "<Id>PES</Id><Desc>Pesos Argentinos</Desc><FchDesde>20090403</FchDesde><FchHasta>NULL</FchHasta>"],
  ["TiposTributos", "TributoTipo", 11, "<Id>1</Id><Desc>Impuestos nacionales</Desc><FchDesde>20100917</FchDesde><FchHasta>NULL</FchHasta>"],
  ["TiposPaises", "PaisTipo", 296, "<Id>101</Id><Desc>BURKINA FASO</Desc>"],
])("%s lists its rows", async (operation, item, count, first) => {
  const result = await ask(operation);
  expect(result.startsWith(`<ResultGet><${item}>${first}</${item}>`)).toBe(true);
  expect(ids(result)).toHaveLength(count);
  expect(new Set(ids(result)).size).toBe(count);
});

test("TiposOpcional lists 24", async () => {
  expect(ids(await ask("TiposOpcional"))).toHaveLength(24);
});

test("conditions of receivers, all or those of a class", async () => {
  expect(await ask("CondicionIvaReceptor")).toContain("<Id>1</Id><Desc>IVA Responsable Inscripto</Desc><Cmp_Clase>A/ALEY/C</Cmp_Clase>");
  const of = async (ClaseCmp: string) => ids(await ask("CondicionIvaReceptor", `<ClaseCmp>${ClaseCmp}</ClaseCmp>`));
  expect(await of("A")).toEqual(["1", "6", "13", "16"]);
  expect(await of("ALEY")).toEqual(await of("A"));
  expect(await of("B")).toEqual(["4", "7", "8", "9", "10", "15", "5"]);
  expect(await of("C")).toHaveLength(11);
  expect(await of("49")).toEqual(["5"]);
  expect(await ask("CondicionIvaReceptor", "<ClaseCmp>M</ClaseCmp>")).toContain("<Code>10244</Code>");
});

test("an exchange rate is that of the business day before", async () => {
  expect(await ask("Cotizacion", "<MonId>DOL</MonId>")).toBe(
    "<ResultGet><MonId>DOL</MonId><MonCotiz>1500.5</MonCotiz><FchCotiz>20261123</FchCotiz></ResultGet>",
  );
  expect(await ask("Cotizacion", "<MonId>DOL</MonId><FchCotiz>20261123</FchCotiz>")).toContain("<FchCotiz>20261120</FchCotiz>");
});

test.each([
  ["", "12001"],
  ["<MonId>XXX</MonId>", "12000"],
  ["<MonId>DOL</MonId><FchCotiz>20261301</FchCotiz>", "12002"],
  ["<MonId>DOL</MonId><FchCotiz>ayer</FchCotiz>", "12002"],
  ["<MonId>PES</MonId>", "602"],
])("a rate that cannot be told: %s", async (inner, code) => {
  expect(await ask("Cotizacion", inner)).toMatch(new RegExp(`^<Errors><Err><Code>${code}</Code>`));
});

test("points of sale: the first ten, and those that were used", async () => {
  const own = authXml(await newTenant());
  await call("FECAESolicitar", own + solicitarXml([detailXml(1)], { PtoVta: 4000 }));
  const result = await call("FEParamGetPtosVenta", own);
  expect([...result.matchAll(/<Nro>(\d+)<\/Nro>/g)].map(([, number]) => Number(number))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 4000]);
  expect(result).toContain(
    "<PtoVenta><Nro>4000</Nro><EmisionTipo>CAE</EmisionTipo><Bloqueado>N</Bloqueado><FchBaja>NULL</FchBaja></PtoVenta>",
  );
});

test("activities of the CUIT that asks", async () => {
  expect(ids(await ask("Actividades"))).toEqual(["471190", "620100"]);
  const mill = authXml(await newTenant("30888888000"), "30888888000");
  expect(ids(await call("FEParamGetActividades", mill))).toContain("106110");
});

test("records per request", async () => {
  expect(await call("FECompTotXRequest", auth)).toBe("<RegXReq>250</RegXReq>");
});

test.each(["FECompTotXRequest", "FEParamGetTiposCbte"])("without a ticket %s tells nothing else", async (operation) => {
  const result = await call(operation, `<Auth><Cuit>${CUIT}</Cuit></Auth>`);
  expect(result).toMatch(/^(<RegXReq>0<\/RegXReq>)?<Errors><Err><Code>600<\/Code>/);
});
