import { formatMoney, decimal } from "../../shared/money.ts";
import type { ComprobanteDetail } from "../arca/index.ts";

export type Fingerprinted = Pick<
  ComprobanteDetail,
  "Concepto" | "DocTipo" | "DocNro" | "CbteFch" | "ImpTotal" | "ImpTotConc" | "ImpNeto" | "ImpOpEx" | "ImpTrib" | "ImpIVA" | "MonId"
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
    detail.MonId,
  ].join("|");
}
