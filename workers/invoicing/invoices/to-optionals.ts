import { DOCUMENT_TYPES, invoiceType } from "../../../shared/catalog.ts";
import { countryCode } from "../../../shared/countries.ts";
import type { Invoice } from "../../../shared/schemas/invoice.ts";

type Row = Invoice["optionals"][number];

const CBU = "2101";
const ALIAS = "2102";
const ANNULMENT = "22";
const TRANSFER = "27";
const SELLER_NAME = "91";
const SELLER_NATIONALITY = "92";
const SELLER_ADDRESS = "93";

/** Documents whose holder may be of any nationality: passport and foreign identity cards (10082). */
const FOREIGN_DOCUMENTS: ReadonlySet<number> = new Set([30, 91, 94]);

/**
 * ARCA's Opcionales: those that the caller wrote as such come first, so that an index into them is one into `optionals`; then
 * those that have a place of their own in the invoice. Source: WSFEv1 manual, 10075–10085 and 10165–10173.
 */
export const toOptionals = (invoice: Invoice): Row[] => [...invoice.optionals, ...fceRows(invoice), ...usedGoodsRows(invoice)];

/** A nota of a Factura de Crédito always says whether it annuls (10173); a factura never does (10171). */
function fceRows({ type, fce }: Invoice): Row[] {
  const { fce: isFce, kind } = invoiceType(type);
  const annulment = fce?.annulment ?? (isFce && kind !== "factura" ? false : null);
  return given([
    [CBU, fce?.cbu],
    [ALIAS, fce?.alias],
    [TRANSFER, fce?.transfer_system],
    [ANNULMENT, annulment === null ? null : annulment ? "S" : "N"],
  ]);
}

function usedGoodsRows({ used_goods: goods, customer }: Invoice): Row[] {
  if (!goods) return [];
  const foreign = FOREIGN_DOCUMENTS.has(DOCUMENT_TYPES[customer.document_type]);
  return given([
    [SELLER_NAME, goods.seller_name],
    [SELLER_NATIONALITY, foreign ? String(countryCode(goods.seller_nationality) ?? "") : null],
    [SELLER_ADDRESS, goods.seller_address],
  ]);
}

const given = (rows: readonly (readonly [code: string, value: string | null | undefined])[]): Row[] =>
  rows.flatMap(([code, value]) => (value === null || value === undefined ? [] : [{ code, value }]));
