import { CONCEPTS, DOCUMENT_TYPES, IVA_CONDITIONS, IVA_RATES } from "../../../shared/catalog.ts";
import { toArcaDate } from "../../../shared/dates.ts";
import { decimal, formatMoney, sum } from "../../../shared/money.ts";
import type { Invoice } from "../../../shared/schemas/invoice.ts";
import type { Unnumbered } from "../../issuer/index.ts";

const PESOS = { MonId: "PES", MonCotiz: "1" };

/** An invoice in ARCA's terms: FECAEDetRequest, but for its number. */
export function toDetail(invoice: Invoice): Unnumbered {
  const { customer, iva, service_from, service_to, payment_due_on } = invoice;
  return {
    Concepto: CONCEPTS[invoice.concept],
    DocTipo: DOCUMENT_TYPES[customer.document_type],
    DocNro: (customer.document_number ?? "0").replace(/^0+(?=\d)/, ""),
    CbteFch: toArcaDate(invoice.date),
    ImpTotal: invoice.total,
    ImpTotConc: invoice.not_taxed,
    ImpNeto: invoice.net,
    ImpOpEx: invoice.exempt,
    ImpTrib: invoice.other_taxes_total,
    ImpIVA: formatMoney(sum(iva.map(({ amount }) => decimal(amount)))),
    ...(service_from === null ? {} : { FchServDesde: toArcaDate(service_from) }),
    ...(service_to === null ? {} : { FchServHasta: toArcaDate(service_to) }),
    ...(payment_due_on === null ? {} : { FchVtoPago: toArcaDate(payment_due_on) }),
    ...PESOS,
    CondicionIVAReceptorId: IVA_CONDITIONS[customer.iva_condition].code,
    ...(iva.length === 0 ? {} : { Iva: iva.map(({ rate, base, amount }) => ({ Id: IVA_RATES[rate], BaseImp: base, Importe: amount })) }),
  };
}
