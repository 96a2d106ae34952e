import { formatPlain } from "../../../shared/money.ts";
import type { WsfexType, wsfexService } from "../../arca/schema/index.ts";
import type { RegisteredExport } from "../register.ts";
import type { Operations } from "../soap/asmx.ts";
import { EXPORT_MESSAGES as SAY } from "./messages.ts";
import { PARAMETER_OPERATIONS } from "./parameters.ts";
import { failed, OK } from "./outcome.ts";

/** A permit of shipment: year, customs, type, number, check letter. */
const PERMIT = /^\d{5}[A-Z]{2}[A-Z0-9]{2}\d{6}[A-Z]$/;
const NOTHING: WsfexType<"ClsFEXGetCMPR"> = {
  Id: "0",
  Cbte_tipo: 0,
  Punto_vta: 0,
  Cbte_nro: 0,
  Tipo_expo: 0,
  Dst_cmp: 0,
  Cuit_pais_cliente: "0",
  Moneda_ctz: "0",
  Imp_total: "0",
  Idioma_cbte: 0,
};

export const WSFEX_OPERATIONS: Omit<Operations<(typeof wsfexService)["definition"]>, "FEXDummy"> = {
  ...PARAMETER_OPERATIONS,

  /** The client chooses the Id: of one that was authorised before, the answer is what was answered then, with Reproceso S. */
  async FEXAuthorize({ Cmp }, { cuit, register, now }) {
    if (!Cmp) return failed(SAY.badId);
    const verdict = await register.authorizeExport(cuit, Cmp, now.getTime());
    if (verdict.status === "rejected") return failed(verdict.error);
    return { FEXResultAuth: writeAuthorization(verdict.registered, cuit, verdict.status === "repeated"), ...OK };
  },

  async FEXGetCMP({ Cmp }, { cuit, register }) {
    const lane = { PtoVta: Cmp?.Punto_vta ?? 0, CbteTipo: Cmp?.Cbte_tipo ?? 0 };
    const found = await register.findExport(cuit, lane, Cmp?.Cbte_nro ?? 0);
    return found ? { FEXResultGet: writeRegistered(found), ...OK } : { FEXResultGet: NOTHING, ...failed(SAY.notFound) };
  },

  async FEXGetLast_CMP({ Auth }, { cuit, register }) {
    const last = await register.lastExport(cuit, { PtoVta: Auth?.Pto_venta ?? 0, CbteTipo: Auth?.Cbte_Tipo ?? 0 });
    return { FEXResult_LastCMP: { Cbte_nro: last?.number ?? 0, Cbte_fecha: last?.date ?? "" }, ...OK };
  },

  FEXGetLast_ID: async (_, { cuit, register }) => ({ FEXResultGet: { Id: await register.lastExportId(cuit) }, ...OK }),

  /** In the sandbox every permit that is written as one exists. */
  FEXCheck_Permiso: ({ ID_Permiso = "" }) => ({ FEXResultGet: { Status: PERMIT.test(ID_Permiso) ? "OK" : "NO" }, ...OK }),
};

function writeAuthorization(
  { request, cae, caeExpiresOn }: RegisteredExport,
  cuit: string,
  isRepeated: boolean,
): WsfexType<"ClsFEXOutAuthorize"> {
  return {
    Id: request.Id,
    Cuit: cuit,
    Cbte_tipo: request.Cbte_Tipo,
    Punto_vta: request.Punto_vta,
    Cbte_nro: request.Cbte_nro,
    Cae: cae,
    Fch_venc_Cae: caeExpiresOn,
    Fch_cbte: request.Fecha_cbte ?? "",
    Resultado: "A",
    Reproceso: isRepeated ? "S" : "N",
    Motivos_Obs: "",
  };
}

function writeRegistered({ request, cae, caeExpiresOn }: RegisteredExport): WsfexType<"ClsFEXGetCMPR"> {
  const { Cbte_Tipo, Moneda_ctz = "0", Imp_total, ...rest } = request;
  return {
    ...rest,
    Cbte_tipo: Cbte_Tipo,
    Moneda_ctz: formatPlain(Moneda_ctz),
    Imp_total: formatPlain(Imp_total),
    Fch_venc_Cae: caeExpiresOn,
    Cae: cae,
    Resultado: "A",
    Motivos_Obs: "",
  };
}
