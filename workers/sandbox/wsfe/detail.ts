import { toArcaDate, type IsoDate } from "../../../shared/dates.ts";
import type { WsfeType } from "../../arca/schema/index.ts";
import type { ComprobanteDetail } from "../../arca/wsfe/detail.ts";

type Asked = WsfeType<"FEDetRequest">;

/** One comprobante of a request. Without CbteFch it is dated by the day of processing. */
export function readDetail(asked: Asked, today: IsoDate): ComprobanteDetail {
  // The table reads each field as the type has it; what ARCA's table allows beyond it (Concepto 7) is for the rules to refuse.
  return { ...asked, CbteFch: asked.CbteFch ?? toArcaDate(today), MonId: asked.MonId ?? "" } as ComprobanteDetail;
}

/**
 * As FECompConsultar gives it back: empty service dates in place of none, and of an associated comprobante neither CUIT nor
 * date.
 */
export function writeDetail(detail: ComprobanteDetail): Asked {
  const { CbtesAsoc, FchServDesde = "", FchServHasta = "", FchVtoPago = "" } = detail;
  const associated = CbtesAsoc?.map(({ Tipo, PtoVta, Nro }) => ({ Tipo, PtoVta, Nro }));
  return { ...detail, FchServDesde, FchServHasta, FchVtoPago, ...(associated && { CbtesAsoc: associated }) };
}

/** The fields with which each answer about a comprobante begins. */
export const identityOf = ({ Concepto, DocTipo, DocNro, CbteDesde, CbteHasta, CbteFch }: ComprobanteDetail) => ({
  Concepto,
  DocTipo,
  DocNro,
  CbteDesde,
  CbteHasta,
  CbteFch,
});
