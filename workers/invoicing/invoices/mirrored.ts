import { invoiceType, type InvoiceType } from "../../../shared/catalog.ts";
import { decimal, formatMoney } from "../../../shared/money.ts";
import type { Invoice } from "../../../shared/schemas/invoice.ts";
import type { InvoiceInput } from "../../../shared/schemas/invoice-input.ts";
import { lineAmount } from "./totals.ts";

type Mirrored = Pick<
  Invoice,
  | "items"
  | "currency"
  | "exchange_rate"
  | "same_currency_payment"
  | "other_taxes"
  | "associated_documents"
  | "associated_period"
  | "fce"
  | "export"
  | "used_goods"
  | "optionals"
  | "buyers"
  | "activities"
  | "allow_redate"
  | "external_id"
  | "metadata"
>;

/** What the invoice shows as the caller wrote it, with every default filled in and every amount in full. */
export function mirrored(input: InvoiceInput, type: InvoiceType, issuerCuit: string): Mirrored {
  const { currency, exchange_rate, same_currency_payment, export: abroad } = input;
  return {
    items: input.items.map(toItem),
    currency,
    exchange_rate: exchange_rate ?? (currency === "ARS" ? "1" : null),
    same_currency_payment: same_currency_payment ?? null,
    other_taxes: (input.other_taxes ?? []).map(toOtherTax),
    associated_documents: (input.associated_documents ?? []).map((document) => toAssociated(document, type, issuerCuit)),
    associated_period: input.associated_period ?? null,
    fce: input.fce ? toFce(input.fce) : null,
    export: abroad ? toExport(abroad) : null,
    used_goods: input.used_goods ?? null,
    optionals: input.optionals ?? [],
    buyers: input.buyers ?? [],
    activities: input.activities ?? [],
    allow_redate: input.allow_redate,
    external_id: input.external_id ?? null,
    metadata: input.metadata ?? {},
  };
}

const toItem = (item: InvoiceInput["items"][number]): Invoice["items"][number] => ({
  ...item,
  unit: item.unit ?? null,
  sku: item.sku ?? null,
  discount: item.discount ?? null,
  amount: formatMoney(lineAmount(item)),
});

const toOtherTax = (tax: NonNullable<InvoiceInput["other_taxes"]>[number]): Invoice["other_taxes"][number] => ({
  ...tax,
  description: tax.description ?? null,
  base: formatMoney(decimal(tax.base)),
  amount: formatMoney(decimal(tax.amount)),
});

/** A nota of a Factura de Crédito names a comprobante of the same issuer, and has to say so (10151, 10155). */
function toAssociated(document: NonNullable<InvoiceInput["associated_documents"]>[number], type: InvoiceType, issuerCuit: string) {
  const { fce, kind } = invoiceType(type);
  const own = fce && kind !== "factura" ? issuerCuit : null;
  return { ...document, date: document.date ?? null, cuit: document.cuit ?? own };
}

const toFce = ({ cbu, alias, transfer_system, annulment }: NonNullable<InvoiceInput["fce"]>) => ({
  cbu: cbu?.replaceAll(/\s/g, "") ?? null,
  alias: alias ?? null,
  transfer_system: transfer_system ?? null,
  annulment: annulment ?? null,
});

const toExport = (given: NonNullable<InvoiceInput["export"]>): NonNullable<Invoice["export"]> => ({
  ...given,
  incoterm: given.incoterm ?? null,
  payment_terms: given.payment_terms ?? null,
  permits: (given.permits ?? []).map(({ number, country }) => ({ number, country: country ?? given.country })),
});
