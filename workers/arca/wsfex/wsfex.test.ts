import { describe, expect, test } from "vitest";
import { isTicketRefused } from "../errors.ts";
import { type ExportDetail, openWsfex } from "./client.ts";

const LANE = { PtoVta: 7, CbteTipo: 19 };
const DETAIL: ExportDetail = {
  Id: "123456789012345",
  Fecha_cbte: "20261124",
  Cbte_Tipo: 19,
  Punto_vta: 7,
  Cbte_nro: 412,
  Tipo_expo: 1,
  Permiso_existente: "N",
  Dst_cmp: 203,
  Cliente: "Joao da Silva",
  Cuit_pais_cliente: "50000000016",
  Moneda_Id: "DOL",
  Moneda_ctz: "1005.5",
  Imp_total: "250",
  Idioma_cbte: 1,
  Items: [{ Pro_ds: "Vino", Pro_qty: "2", Pro_umed: 7, Pro_precio_uni: "125", Pro_bonificacion: "0", Pro_total_item: "250" }],
};

/** A client whose every call gets that result. */
function against(operation: string, result: string) {
  const bodies: string[] = [];
  const answer = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><${operation}Response xmlns="http://ar.gov.afip.dif.fexv1/"><${operation}Result>${result}</${operation}Result></${operation}Response></e:Body></e:Envelope>`;
  const wsfex = openWsfex({
    endpoint: "https://wsfex.example/service.asmx",
    send: async (request) => {
      bodies.push(await request.text());
      return new Response(answer);
    },
    timeoutMs: 1_000,
    auth: async () => ({ token: "token", sign: "sign" }),
    cuit: "30500010912",
  });
  return { wsfex, bodies };
}

const ERR = (code: number, text = "OK"): string => `<FEXErr><ErrCode>${code}</ErrCode><ErrMsg>${text}</ErrMsg></FEXErr>`;
const AUTH = "<Auth><Token>token</Token><Sign>sign</Sign><Cuit>30500010912</Cuit>";
const AUTHORIZED = (fields: Record<string, string> = {}): string => {
  const all = {
    Id: DETAIL.Id,
    Cuit: "30500010912",
    Cbte_tipo: "19",
    Punto_vta: "7",
    Cbte_nro: "412",
    Cae: "96481234567893",
    Fch_venc_Cae: "20261204",
    Fch_cbte: "20261124",
    Resultado: "A",
    Reproceso: "N",
    Motivos_Obs: "",
    ...fields,
  };
  return `<FEXResultAuth>${Object.entries(all)
    .map(([name, text]) => `<${name}>${text}</${name}>`)
    .join("")}</FEXResultAuth>${ERR(0)}`;
};

describe("FEXAuthorize", () => {
  test("sends the fields in the order of the WSDL and reads the CAE", async () => {
    const { wsfex, bodies } = against("FEXAuthorize", AUTHORIZED());
    expect(await wsfex.authorize(DETAIL)).toEqual({
      result: "A",
      cae: "96481234567893",
      caeExpiresOn: "2026-12-04",
      isRepeated: false,
      errors: [],
      observations: "",
    });
    expect(bodies[0]).toContain(
      `${AUTH}</Auth><Cmp><Id>123456789012345</Id><Fecha_cbte>20261124</Fecha_cbte><Cbte_Tipo>19</Cbte_Tipo><Punto_vta>7</Punto_vta><Cbte_nro>412</Cbte_nro>`,
    );
    expect(bodies[0]).toContain("<Idioma_cbte>1</Idioma_cbte><Items><Item><Pro_ds>Vino</Pro_ds><Pro_qty>2</Pro_qty>");
  });

  test("the same Id again brings the stored answer", async () => {
    const { wsfex } = against("FEXAuthorize", AUTHORIZED({ Reproceso: "S" }));
    expect(await wsfex.authorize(DETAIL)).toMatchObject({ result: "A", isRepeated: true });
  });

  test("a refusal is an answer; that of the ticket is told apart", async () => {
    const refused = await against("FEXAuthorize", ERR(1535, "Cbte_nro")).wsfex.authorize(DETAIL);
    expect(refused).toMatchObject({ result: "R", cae: null, errors: [{ code: 1535, message: "Cbte_nro" }] });
    expect(isTicketRefused(refused.errors)).toBe(false);
    const text = "Usuario no autorizado a realizar esta operacion. ValidacionDeToken: No validaron las fechas";
    expect(isTicketRefused((await against("FEXAuthorize", ERR(1000, text)).wsfex.authorize(DETAIL)).errors)).toBe(true);
  });

  test.each([
    ["another Id", { Id: "1" }, "FEXResultAuth/Id"],
    ["another number", { Cbte_nro: "413" }, "FEXResultAuth/Cbte_nro"],
    ["a CAE of 13 digits", { Cae: "9648123456789" }, "FEXResultAuth/Cae"],
    ["no expiry", { Fch_venc_Cae: "" }, "FEXResultAuth/Fch_venc_Cae"],
  ])("an answer with %s cannot be trusted", async (_, fields, place) => {
    const { wsfex } = against("FEXAuthorize", AUTHORIZED(fields));
    const expected = { code: "unexpected_answer", certainty: "unknown", message: expect.stringContaining(place) as string };
    await expect(wsfex.authorize(DETAIL)).rejects.toMatchObject(expected);
  });
});

test("FEXGetLast_CMP asks for the lane inside Auth", async () => {
  const { wsfex, bodies } = against(
    "FEXGetLast_CMP",
    `<FEXResult_LastCMP><Cbte_nro>411</Cbte_nro><Cbte_fecha /></FEXResult_LastCMP>${ERR(0)}`,
  );
  expect(await wsfex.lastAuthorized(LANE)).toBe(411);
  expect(bodies[0]).toContain(`${AUTH}<Pto_venta>7</Pto_venta><Cbte_Tipo>19</Cbte_Tipo></Auth>`);
});

test("FEXGetCMP: nothing there is no error, any other is", async () => {
  expect(await against("FEXGetCMP", ERR(1020, "Comprobante inexistente")).wsfex.consult(LANE, 5)).toBeUndefined();
  const failing = against("FEXGetCMP", ERR(501, "Error")).wsfex.consult(LANE, 5);
  await expect(failing).rejects.toMatchObject({ code: "arca_errors", arcaErrors: [{ code: 501 }] });
});

test("parameters", async () => {
  const rows =
    '<FEXResultGet><ClsFEXResponse_Inc><Inc_Id>FOB</Inc_Id><Inc_Ds>FOB</Inc_Ds><Inc_vig_desde>20100101</Inc_vig_desde><Inc_vig_hasta>NULL</Inc_vig_hasta></ClsFEXResponse_Inc><ClsFEXResponse_Inc xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true" /></FEXResultGet>';
  const { wsfex } = against("FEXGetPARAM_Incoterms", rows + ERR(0));
  expect(await wsfex.table("FEXGetPARAM_Incoterms")).toEqual([{ id: "FOB", description: "FOB", from: "2010-01-01", to: null }]);
  const rate = against(
    "FEXGetPARAM_Ctz",
    `<FEXResultGet><Mon_ctz>1005.50</Mon_ctz><Mon_fecha>20261123</Mon_fecha></FEXResultGet>${ERR(0)}`,
  );
  expect(await rate.wsfex.exchangeRate("DOL", "2026-11-23")).toEqual({ rate: "1005.5", date: "2026-11-23" });
  expect(rate.bodies[0]).toContain("<Mon_id>DOL</Mon_id><FchCotiz>20261123</FchCotiz>");
  const permit = against("FEXCheck_Permiso", `<FEXResultGet><Status>OK</Status></FEXResultGet>${ERR(0)}`);
  expect(await permit.wsfex.hasPermit("99999AAXX999999A", 203)).toBe(true);
});
