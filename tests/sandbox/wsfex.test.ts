import { describe, expect, test } from "vitest";
import { authXml, call, CUIT, newTenantFor, NOW, TODAY, WSCDC, WSFEX } from "./support.ts";

const ask = (operation: string, inner: string, now = NOW) => call(operation, inner, now, WSFEX);
const OK = "<FEXErr><ErrCode>0</ErrCode><ErrMsg>OK</ErrMsg></FEXErr><FEXEvents><EventCode>0</EventCode><EventMsg>Ok</EventMsg></FEXEvents>";
const errorIn = (result: string): number => Number(/<ErrCode>(\d+)<\/ErrCode>/.exec(result)?.[1]);
const newAuth = async () => authXml((await newTenantFor(["wsfex"])).wsfex);

type Fields = Readonly<Record<string, string | number | undefined>>;

const ITEM =
  "<Item><Pro_codigo>A1</Pro_codigo><Pro_ds>Vino</Pro_ds><Pro_qty>2</Pro_qty><Pro_umed>7</Pro_umed><Pro_precio_uni>150</Pro_precio_uni><Pro_bonificacion>50</Pro_bonificacion><Pro_total_item>250</Pro_total_item></Item>";

/** A factura E of US$ 250 for goods bound for Brazil. */
function exportXml(changes: Fields = {}): string {
  const fields = {
    Id: 1,
    Fecha_cbte: TODAY,
    Cbte_Tipo: 19,
    Punto_vta: 7,
    Cbte_nro: 1,
    Tipo_expo: 1,
    Permiso_existente: "N",
    Permisos: undefined,
    Dst_cmp: 203,
    Cliente: "Joana da Silva",
    Cuit_pais_cliente: "50000000059",
    Domicilio_cliente: "Rua 76",
    Id_impositivo: undefined,
    Moneda_Id: "DOL",
    Moneda_ctz: "1500.5",
    Imp_total: "250",
    Cmps_asoc: undefined,
    Forma_pago: "30 dias",
    Incoterms: "FOB",
    Idioma_cbte: 1,
    Items: ITEM,
    ...changes,
  };
  const written = Object.entries(fields).map(([name, value]) => (value === undefined ? "" : `<${name}>${value}</${name}>`));
  return `<Cmp>${written.join("")}</Cmp>`;
}

const ASSOCIATED =
  "<Cmp_asoc><Cbte_tipo>19</Cbte_tipo><Cbte_punto_vta>7</Cbte_punto_vta><Cbte_nro>1</Cbte_nro><Cbte_cuit>20111111112</Cbte_cuit></Cmp_asoc>";

test("a comprobante of export is authorised, counted, and given back", async () => {
  const auth = await newAuth();
  const lane = auth.replace("</Auth>", "<Pto_venta>7</Pto_venta><Cbte_Tipo>19</Cbte_Tipo></Auth>");
  expect(await ask("FEXGetLast_CMP", lane)).toBe(`<FEXResult_LastCMP><Cbte_nro>0</Cbte_nro><Cbte_fecha /></FEXResult_LastCMP>${OK}`);
  const answer = await ask("FEXAuthorize", auth + exportXml({ Id: 988_888_888_888_344 }));
  expect(answer).toMatch(
    new RegExp(
      `^<FEXResultAuth><Id>988888888888344</Id><Cuit>${CUIT}</Cuit><Cbte_tipo>19</Cbte_tipo><Punto_vta>7</Punto_vta><Cbte_nro>1</Cbte_nro><Cae>9647\\d{10}</Cae><Fch_venc_Cae>${TODAY}</Fch_venc_Cae><Fch_cbte>${TODAY}</Fch_cbte><Resultado>A</Resultado><Reproceso>N</Reproceso><Motivos_Obs /></FEXResultAuth>${OK}$`,
    ),
  );
  expect(await ask("FEXGetLast_CMP", lane)).toBe(
    `<FEXResult_LastCMP><Cbte_nro>1</Cbte_nro><Cbte_fecha>${TODAY}</Cbte_fecha></FEXResult_LastCMP>${OK}`,
  );
  expect(await ask("FEXGetLast_ID", auth)).toBe(`<FEXResultGet><Id>988888888888344</Id></FEXResultGet>${OK}`);
  const found = await ask("FEXGetCMP", `${auth}<Cmp><Cbte_tipo>19</Cbte_tipo><Punto_vta>7</Punto_vta><Cbte_nro>1</Cbte_nro></Cmp>`);
  expect(found).toMatch(/<Moneda_Id>DOL<\/Moneda_Id><Moneda_ctz>1500\.5<\/Moneda_ctz><Imp_total>250<\/Imp_total>/);
  expect(found).toContain("<Cae>" + /<Cae>(\d+)/.exec(answer)?.[1]);
});

test("the same Id again brings the stored answer, whatever comes with it", async () => {
  const auth = await newAuth();
  const first = await ask("FEXAuthorize", auth + exportXml());
  const again = await ask("FEXAuthorize", auth + exportXml({ Imp_total: "999", Cbte_nro: 2 }));
  expect(again).toBe(first.replace("<Reproceso>N<", "<Reproceso>S<"));
  expect(errorIn(await ask("FEXAuthorize", auth + exportXml({ Id: 2 })))).toBe(1535);
  expect(errorIn(await ask("FEXAuthorize", auth + exportXml({ Id: 2, Cbte_nro: 2 })))).toBe(0);
});

test("a refused one leaves no trace: its Id may be used again", async () => {
  const auth = await newAuth();
  expect(errorIn(await ask("FEXAuthorize", auth + exportXml({ Imp_total: "300" })))).toBe(1610);
  expect(await ask("FEXAuthorize", auth + exportXml())).toContain("<Reproceso>N</Reproceso>");
});

test.each<[string, Fields, number]>([
  ["Id", { Id: 0 }, 1014],
  ["type", { Cbte_Tipo: 6 }, 1505],
  ["point of sale", { Punto_vta: 0 }, 1510],
  ["kind", { Tipo_expo: 3 }, 1540],
  ["permit flag", { Permiso_existente: undefined }, 1545],
  ["permits", { Permiso_existente: "S" }, 1550],
  ["country", { Dst_cmp: 1 }, 1560],
  ["customer", { Cliente: undefined }, 1570],
  ["address", { Domicilio_cliente: undefined }, 1575],
  ["tax id", { Cuit_pais_cliente: 0 }, 1580],
  ["currency", { Moneda_Id: "XXX" }, 1600],
  ["rate", { Moneda_ctz: "0" }, 1605],
  ["rate of pesos", { Moneda_Id: "PES", Moneda_ctz: "2" }, 1605],
  ["rate of a sale not paid in its currency", { Moneda_ctz: undefined, CanMisMonExt: "N" }, 1605],
  ["a rate of zero, paid in its currency", { Moneda_ctz: "0", CanMisMonExt: "S" }, 1605],
  ["language", { Idioma_cbte: 4 }, 1620],
  ["incoterm", { Incoterms: undefined }, 1650],
  ["payment", { Forma_pago: undefined }, 1665],
  ["associated", { Cbte_Tipo: 21 }, 1660],
  ["items", { Items: undefined }, 1630],
  ["an item", { Items: ITEM.replace("250", "260") }, 1640],
  ["total", { Imp_total: "251" }, 1610],
  ["rate below the band", { Moneda_ctz: "300.09" }, 1667],
  ["rate above the band", { Moneda_ctz: "3001.01" }, 1667],
  ["date too old", { Fecha_cbte: "20261118" }, 1500],
  ["no date", { Fecha_cbte: "hoy" }, 1500],
  ["number", { Cbte_nro: 2 }, 1535],
])("%s is refused, with one error", async (_, changes, code) => {
  const answer = await ask("FEXAuthorize", (await newAuth()) + exportXml(changes));
  expect(errorIn(answer)).toBe(code);
  expect(answer).not.toContain("FEXResultAuth");
});

test.each([1, 2])("what is paid in its own currency needs no rate: kind %i", async (Tipo_expo) => {
  const kind = Tipo_expo === 1 ? {} : { Permiso_existente: undefined, Incoterms: undefined };
  const paid = exportXml({ ...kind, Tipo_expo, Moneda_ctz: undefined, CanMisMonExt: "S" });
  expect(errorIn(await ask("FEXAuthorize", (await newAuth()) + paid))).toBe(0);
});

test("services go by the official rate, exactly", async () => {
  const auth = await newAuth();
  const service = { Tipo_expo: 2, Permiso_existente: undefined, Incoterms: undefined };
  expect(await ask("FEXAuthorize", auth + exportXml({ ...service, Moneda_ctz: "1500" }))).toContain(
    "<ErrCode>2053</ErrCode><ErrMsg>Cotizacion informada no valida. (FechaCot utilizada: 23/11/2026 - CotAduana: 1500.5000 para este caso)</ErrMsg>",
  );
  expect(errorIn(await ask("FEXAuthorize", auth + exportXml(service)))).toBe(0);
});

test("a nota de crédito names what it corrects", async () => {
  const auth = await newAuth();
  expect(errorIn(await ask("FEXAuthorize", auth + exportXml({ Cbte_Tipo: 21, Cmps_asoc: ASSOCIATED, Permiso_existente: "" })))).toBe(0);
});

test("what is not there is said with zeros around it", async () => {
  const answer = await ask(
    "FEXGetCMP",
    `${await newAuth()}<Cmp><Cbte_tipo>21</Cbte_tipo><Punto_vta>7</Punto_vta><Cbte_nro>28</Cbte_nro></Cmp>`,
  );
  expect(answer).toMatch(
    /^<FEXResultGet><Id>0<\/Id><Cbte_tipo>0<.*<FEXErr><ErrCode>1020<\/ErrCode><ErrMsg>Comprobante inexistente<\/ErrMsg>/,
  );
});

test("a ticket that is none, or of another service, is error 1000", async () => {
  const { wsfe } = await newTenantFor(["wsfe"]);
  expect(await ask("FEXGetLast_ID", authXml(wsfe))).toContain(
    "<ErrCode>1000</ErrCode><ErrMsg>Usuario no autorizado a realizar esta operacion. ValidacionDeToken: No valido Id Sistema: wsfex(Id Sistema de token es: wsfe)</ErrMsg>",
  );
});

describe("parameters", () => {
  test.each([
    ["FEXGetPARAM_Cbte_Tipo", "ClsFEXResponse_Cbte_Tipo", 5],
    ["FEXGetPARAM_Tipo_Expo", "ClsFEXResponse_Tex", 3],
    ["FEXGetPARAM_Incoterms", "ClsFEXResponse_Inc", 11],
    ["FEXGetPARAM_Idiomas", "ClsFEXResponse_Idi", 3],
    ["FEXGetPARAM_UMed", "ClsFEXResponse_UMed", 48],
    ["FEXGetPARAM_MON", "ClsFEXResponse_Mon", 49],
    ["FEXGetPARAM_DST_pais", "ClsFEXResponse_DST_pais", 297],
    ["FEXGetPARAM_DST_CUIT", "ClsFEXResponse_DST_cuit", 777],
    ["FEXGetPARAM_MON_CON_COTIZACION", "ClsFEXResponse_Mon_CON_Cotizacion", 48],
    ["FEXGetPARAM_Actividades", "ClsFEXResponse_ActividadTipo", 2],
  ])("%s lists %s", async (operation, item, count) => {
    const answer = await ask(operation, await newAuth());
    expect(answer.split(`<${item}>`)).toHaveLength(count + 1);
    expect(answer.endsWith(OK)).toBe(true);
  });

  test.each(["FEXGetPARAM_PtoVenta", "FEXGetPARAM_Opcionales"])("%s is empty", async (operation) => {
    expect(await ask(operation, await newAuth())).toBe(`<FEXResultGet />${OK}`);
  });

  test("rates have four decimals", async () => {
    const auth = await newAuth();
    expect(await ask("FEXGetPARAM_Ctz", `${auth}<Mon_id>DOL</Mon_id>`)).toBe(
      `<FEXResultGet><Mon_ctz>1500.5000</Mon_ctz><Mon_fecha>20261123</Mon_fecha></FEXResultGet>${OK}`,
    );
    expect(errorIn(await ask("FEXGetPARAM_Ctz", `${auth}<Mon_id>XXX</Mon_id>`))).toBe(1005);
    expect(errorIn(await ask("FEXGetPARAM_Ctz", `${auth}<Mon_id>DOL</Mon_id><FchCotiz>x</FchCotiz>`))).toBe(1006);
  });

  test("a permit is one by its form", async () => {
    const check = async (permit: string) =>
      /<Status>(\w+)</.exec(
        await ask("FEXCheck_Permiso", `${await newAuth()}<ID_Permiso>${permit}</ID_Permiso><Dst_merc>203</Dst_merc>`),
      )?.[1];
    expect(await check("26001EC01000123A")).toBe("OK");
    expect(await check("1")).toBe("NO");
  });
});

test("WSCDC finds it too", async () => {
  const { wsfex, wscdc } = await newTenantFor(["wsfex", "wscdc"]);
  const cae = /<Cae>(\d+)/.exec(await ask("FEXAuthorize", authXml(wsfex) + exportXml()))?.[1] ?? "";
  const asked = `<CmpReq><CbteModo>CAE</CbteModo><CuitEmisor>${CUIT}</CuitEmisor><PtoVta>7</PtoVta><CbteTipo>19</CbteTipo><CbteNro>1</CbteNro><CbteFch>${TODAY}</CbteFch><ImpTotal>250</ImpTotal><CodAutorizacion>${cae}</CodAutorizacion></CmpReq>`;
  expect(await call("ComprobanteConstatar", authXml(wscdc) + asked, NOW, WSCDC)).toContain("<Resultado>A</Resultado>");
});
