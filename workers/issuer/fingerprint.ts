import { formatMoney, decimal } from "../../shared/money.ts";
import type { ComprobanteDetail, ExportDetail } from "../arca/index.ts";

export type Fingerprinted = Pick<
  ComprobanteDetail,
  | "Concepto"
  | "DocTipo"
  | "DocNro"
  | "CbteFch"
  | "ImpTotal"
  | "ImpTotConc"
  | "ImpNeto"
  | "ImpOpEx"
  | "ImpTrib"
  | "ImpIVA"
  | "FchServDesde"
  | "FchServHasta"
  | "FchVtoPago"
  | "MonId"
  | "Iva"
>;

/** The content of a comprobante that FECompConsultar gives back, in one comparable text, however the numbers are written. */
export function fingerprint(detail: Fingerprinted): string {
  const amounts = [detail.ImpTotal, detail.ImpTotConc, detail.ImpNeto, detail.ImpOpEx, detail.ImpTrib, detail.ImpIVA];
  return [
    detail.Concepto,
    detail.DocTipo,
    detail.DocNro.replace(/^0+(?=\d)/, ""),
    detail.CbteFch,
    ...amounts.map((amount) => formatMoney(decimal(amount))),
    detail.FchServDesde ?? "",
    detail.FchServHasta ?? "",
    detail.FchVtoPago ?? "",
    detail.MonId,
    ...ratesOf(detail),
  ].join("|");
}

const ratesOf = ({ Iva = [] }: Fingerprinted): string[] =>
  Iva.map(({ Id, BaseImp, Importe }) => `${Id}:${formatMoney(decimal(BaseImp))}:${formatMoney(decimal(Importe))}`).toSorted();

type FingerprintedExport = Pick<
  ExportDetail,
  "Fecha_cbte" | "Tipo_expo" | "Dst_cmp" | "Cliente" | "Cuit_pais_cliente" | "Moneda_Id" | "Imp_total"
>;

/** The same for letter E, of what FEXGetCMP gives back. */
export function exportFingerprint(detail: FingerprintedExport): string {
  const { Fecha_cbte = "", Tipo_expo, Dst_cmp, Cliente = "", Cuit_pais_cliente, Moneda_Id = "", Imp_total } = detail;
  return [Fecha_cbte, Tipo_expo, Dst_cmp, Cliente.trim(), Cuit_pais_cliente, Moneda_Id, formatMoney(decimal(Imp_total))].join("|");
}
