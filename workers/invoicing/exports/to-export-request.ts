import { EXPORT_KINDS, EXPORT_LANGUAGES, INVOICE_TYPES } from "../../../shared/catalog.ts";
import { countryCode } from "../../../shared/countries.ts";
import { arcaCurrency } from "../../../shared/currencies.ts";
import { toArcaDate } from "../../../shared/dates.ts";
import { decimal, formatPlain } from "../../../shared/money.ts";
import type { Invoice } from "../../../shared/schemas/invoice.ts";
import type { UnnumberedExport } from "../../issuer/index.ts";
import { associatedCode } from "../invoices/associated-code.ts";
import { unitCode } from "./units.ts";

type Abroad = NonNullable<Invoice["export"]>;

/** Decimals of quantities, prices and discounts. */
const PRECISION = 6;

/** An invoice of letter E in ARCA's terms: WSFEXv1's request, but for its Id and its number. */
export function toExportRequest(invoice: Invoice, abroad: Abroad): UnnumberedExport {
  const { currency, exchange_rate, same_currency_payment, payment_due_on } = invoice;
  return {
    Fecha_cbte: toArcaDate(invoice.date),
    Cbte_Tipo: invoice.type_code,
    Punto_vta: invoice.point_of_sale,
    Tipo_expo: EXPORT_KINDS[abroad.kind],
    ...permitsOf(invoice, abroad),
    Dst_cmp: codeOf(abroad.country),
    ...customerOf(invoice),
    Moneda_Id: arcaCurrency(currency),
    ...(exchange_rate !== null && { Moneda_ctz: exchange_rate }),
    ...(same_currency_payment !== null && { CanMisMonExt: same_currency_payment ? "S" : "N" }),
    Imp_total: invoice.total,
    ...listsOf(invoice),
    ...(abroad.payment_terms !== null && { Forma_pago: abroad.payment_terms }),
    ...(abroad.incoterm !== null && { Incoterms: abroad.incoterm }),
    Idioma_cbte: EXPORT_LANGUAGES[abroad.language],
    Items: invoice.items.map(toItem),
    ...(payment_due_on !== null && { Fecha_pago: toArcaDate(payment_due_on) }),
  };
}

const codeOf = (country: string): number => countryCode(country) ?? 0;

/** Only a factura of goods says whether it has permisos de embarque. */
function permitsOf({ type }: Invoice, { kind, permits }: Abroad) {
  if (kind !== "goods" || INVOICE_TYPES[type].kind !== "factura") return { Permiso_existente: "" };
  if (permits.length === 0) return { Permiso_existente: "N" };
  return { Permiso_existente: "S", Permisos: permits.map(({ number, country }) => ({ Id_permiso: number, Dst_merc: codeOf(country) })) };
}

/** Known by a CUIT that stands for its country, or by the document that its own country gave it. */
function customerOf({ customer }: Invoice) {
  const { name, address, document_type, document_number } = customer;
  return {
    Cliente: name ?? "",
    Cuit_pais_cliente: document_type === "cuit" ? (document_number ?? "0") : "0",
    Domicilio_cliente: address ?? "",
    ...(document_type !== "cuit" && document_number !== null && { Id_impositivo: document_number }),
  };
}

function listsOf({ associated_documents, optionals, activities }: Invoice) {
  return {
    ...(associated_documents.length > 0 && {
      Cmps_asoc: associated_documents.map(({ type, point_of_sale, number, cuit }) => ({
        Cbte_tipo: associatedCode(type),
        Cbte_punto_vta: point_of_sale,
        Cbte_nro: number,
        Cbte_cuit: cuit ?? "0",
      })),
    }),
    ...(optionals.length > 0 && { Opcionales: optionals.map(({ code, value }) => ({ Id: code, Valor: value })) }),
    ...(activities.length > 0 && { Actividades: activities.map((code) => ({ Id: String(code) })) }),
  };
}

function toItem({ description, quantity, unit, unit_price, discount, sku, amount }: Invoice["items"][number]) {
  const gross = decimal(quantity).times(unit_price);
  const off = !discount ? decimal("0") : "percent" in discount ? gross.times(discount.percent).div("100") : decimal(discount.amount);
  return {
    ...(sku !== null && { Pro_codigo: sku }),
    Pro_ds: description,
    Pro_qty: quantity,
    Pro_umed: unitCode(unit),
    Pro_precio_uni: unit_price,
    Pro_bonificacion: formatPlain(off.round(PRECISION)),
    Pro_total_item: amount,
  };
}
