import type { Opcional } from "../../arca/wsfe/detail.ts";
import type { Fault, Field } from "./rule.ts";

/** Where in the body of POST /v1/invoices each of ARCA's fields comes from; `[]` stands for the index. */
const PARAMS: Partial<Record<Field, string>> = {
  CbteTipo: "type",
  PtoVta: "point_of_sale",
  Cuit: "issuer",
  Concepto: "concept",
  DocTipo: "customer.document_type",
  DocNro: "customer.document_number",
  CondicionIVAReceptorId: "customer.iva_condition",
  CbteFch: "date",
  FchServDesde: "service_from",
  FchServHasta: "service_to",
  FchVtoPago: "payment_due_on",
  MonId: "currency",
  MonCotiz: "exchange_rate",
  CanMisMonExt: "same_currency_payment",
  ImpTrib: "other_taxes",
  Tributos: "other_taxes",
  "Tributos.Id": "other_taxes[].code",
  "Tributos.Desc": "other_taxes[].description",
  "Tributos.BaseImp": "other_taxes[].base",
  "Tributos.Alic": "other_taxes[].rate",
  "Tributos.Importe": "other_taxes[].amount",
  CbtesAsoc: "associated_documents",
  "CbtesAsoc.Tipo": "associated_documents[].type",
  "CbtesAsoc.PtoVta": "associated_documents[].point_of_sale",
  "CbtesAsoc.Nro": "associated_documents[].number",
  "CbtesAsoc.Cuit": "associated_documents[].cuit",
  "CbtesAsoc.CbteFch": "associated_documents[].date",
  PeriodoAsoc: "associated_period",
  "PeriodoAsoc.FchDesde": "associated_period.from",
  "PeriodoAsoc.FchHasta": "associated_period.to",
  Compradores: "buyers",
  "Compradores.DocTipo": "buyers[].document_type",
  "Compradores.DocNro": "buyers[].document_number",
  "Compradores.Porcentaje": "buyers[].percent",
  Actividades: "activities",
  "Actividades.Id": "activities[]",
  Opcionales: "optionals",
  "Opcionales.Id": "optionals[].code",
  "Opcionales.Valor": "optionals[].value",
};

/** Opcionales of which the body has a field of its own. */
const NAMED_OPTIONALS: Readonly<Record<string, string>> = {
  "2101": "fce.cbu",
  "2102": "fce.alias",
  "27": "fce.transfer_system",
  "22": "fce.annulment",
  "91": "used_goods.seller_name",
  "92": "used_goods.seller_nationality",
  "93": "used_goods.seller_address",
};

/** The field of the body that an opcional has of its own: `fce.cbu`. Such an opcional is not written among `optionals`. */
export const ownFieldOf = (id: string): string | undefined => (Object.hasOwn(NAMED_OPTIONALS, id) ? NAMED_OPTIONALS[id] : undefined);

/** Rates of IVA and the other amounts are worked out from the items. */
const DERIVED = "items";

/** Path into the body, as callers read it: `other_taxes[0].base`. */
export function paramOf(field: Field | undefined, { index, optional }: Fault = {}, optionals: readonly Opcional[] = []): string {
  if (optional !== undefined) return ownFieldOf(optional) ?? "optionals";
  const path = field === undefined ? undefined : PARAMS[field];
  if (path === undefined) return DERIVED;
  if (!path.includes("[]")) return path;
  if (index === undefined) return path.slice(0, path.indexOf("[]"));
  return path.startsWith("optionals") ? optionalPath(path, index, optionals) : path.replace("[]", `[${index}]`);
}

/** Those with a field of their own do not count among `optionals`. */
function optionalPath(path: string, index: number, optionals: readonly Opcional[]): string {
  const named = ownFieldOf(optionals[index]?.Id ?? "");
  if (named !== undefined) return named;
  const before = optionals.slice(0, index).filter(({ Id }) => ownFieldOf(Id) !== undefined).length;
  return path.replace("[]", `[${index - before}]`);
}

/** `other_taxes[0].base` → `/other_taxes/0/base` (RFC 6901). */
export const pointerOf = (param: string): string => `/${param.replaceAll("[", ".").replaceAll("]", "").replaceAll(".", "/")}`;
