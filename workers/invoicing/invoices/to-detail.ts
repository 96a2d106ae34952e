import { CONCEPTS, DOCUMENT_TYPES, IVA_CONDITIONS, IVA_RATES } from "../../../shared/catalog.ts";
import { arcaCurrency } from "../../../shared/currencies.ts";
import { toArcaDate } from "../../../shared/dates.ts";
import { decimal, formatMoney, sum } from "../../../shared/money.ts";
import type { Invoice } from "../../../shared/schemas/invoice.ts";
import type { Unnumbered } from "../../issuer/index.ts";
import { associatedCode } from "./associated-code.ts";
import { toOptionals } from "./to-optionals.ts";

/** An invoice in ARCA's terms: FECAEDetRequest, but for its number. */
export function toDetail(invoice: Invoice): Unnumbered {
  const { customer, iva, service_from, service_to, payment_due_on } = invoice;
  return {
    Concepto: CONCEPTS[invoice.concept],
    DocTipo: DOCUMENT_TYPES[customer.document_type],
    DocNro: plainNumber(customer.document_number ?? "0"),
    CbteFch: toArcaDate(invoice.date),
    ImpTotal: invoice.total,
    ImpTotConc: invoice.not_taxed,
    ImpNeto: invoice.net,
    ImpOpEx: invoice.exempt,
    ImpTrib: invoice.other_taxes_total,
    ImpIVA: formatMoney(sum(iva.map(({ amount }) => decimal(amount)))),
    ...(service_from !== null && { FchServDesde: toArcaDate(service_from) }),
    ...(service_to !== null && { FchServHasta: toArcaDate(service_to) }),
    ...(payment_due_on !== null && { FchVtoPago: toArcaDate(payment_due_on) }),
    ...moneyOf(invoice),
    CondicionIVAReceptorId: IVA_CONDITIONS[customer.iva_condition].code,
    ...listsOf(invoice),
  };
}

const plainNumber = (digits: string): string => digits.replace(/^0+(?=\d)/, "");

function moneyOf({ currency, exchange_rate, same_currency_payment }: Invoice) {
  return {
    MonId: arcaCurrency(currency),
    ...(exchange_rate !== null && { MonCotiz: exchange_rate }),
    ...(same_currency_payment !== null && { CanMisMonExt: same_currency_payment ? "S" : "N" }),
  };
}

/** ARCA refuses a list that is there and empty: without rows there is no list. */
function listsOf(invoice: Invoice): Partial<Unnumbered> {
  const { associated_period: period } = invoice;
  return {
    ...rows("CbtesAsoc", invoice.associated_documents, (document) => ({
      Tipo: associatedCode(document.type),
      PtoVta: document.point_of_sale,
      Nro: document.number,
      ...(document.cuit !== null && { Cuit: document.cuit }),
      ...(document.date !== null && { CbteFch: toArcaDate(document.date) }),
    })),
    ...rows("Tributos", invoice.other_taxes, ({ code, description, base, rate, amount }) => ({
      Id: code,
      ...(description !== null && { Desc: description }),
      BaseImp: base,
      Alic: rate,
      Importe: amount,
    })),
    ...rows("Iva", invoice.iva, ({ rate, base, amount }) => ({ Id: IVA_RATES[rate], BaseImp: base, Importe: amount })),
    ...rows("Opcionales", toOptionals(invoice), ({ code, value }) => ({ Id: code, Valor: value })),
    ...rows("Compradores", invoice.buyers, ({ document_type, document_number, percent }) => ({
      DocTipo: DOCUMENT_TYPES[document_type],
      DocNro: plainNumber(document_number),
      Porcentaje: percent,
    })),
    ...(period && { PeriodoAsoc: { FchDesde: toArcaDate(period.from), FchHasta: toArcaDate(period.to) } }),
    ...rows("Actividades", invoice.activities, (code) => ({ Id: String(code) })),
  };
}

function rows<Name extends string, Row, Out>(name: Name, from: readonly Row[], map: (row: Row) => Out): { [N in Name]?: Out[] } {
  return from.length === 0 ? {} : ({ [name]: from.map(map) } as { [N in Name]: Out[] });
}
