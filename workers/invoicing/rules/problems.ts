import type { Problem } from "../../../shared/errors.ts";
import type { ComprobanteDetail } from "../../arca/wsfe/detail.ts";
import type { Finding, Rule } from "./rule.ts";

/** Where in the body of POST /v1/invoices each of ARCA's fields comes from. */
const PARAMS: Partial<Record<keyof ComprobanteDetail, string>> = {
  Concepto: "concept",
  DocTipo: "customer.document_type",
  DocNro: "customer.document_number",
  CbteFch: "date",
  FchServDesde: "service_from",
  FchServHasta: "service_to",
  FchVtoPago: "payment_due_on",
  CondicionIVAReceptorId: "customer.iva_condition",
};

const paramOf = ([field]: Rule["fields"]): string => (field && PARAMS[field]) ?? "items";

/** A rule that would be broken, as the API tells it. */
export function findingProblem({ code, fields, en, es }: Finding): Problem {
  return { param: paramOf(fields), code: `arca_${code}`, arca_code: code, message: en, message_es: es };
}

/**
 * What ARCA itself answered. The Spanish text is ARCA's own, to the letter; the English one is ours where we know the code.
 * @param rules the table to look the code up in
 */
export function messageProblem(rules: readonly Rule[], { code, message }: { code: number; message: string }): Problem {
  const rule = rules.find((row) => row.code === code);
  return {
    param: rule ? paramOf(rule.fields) : null,
    code: `arca_${code}`,
    arca_code: code,
    message: rule?.en ?? `ARCA answered: ${message}`,
    message_es: message,
  };
}
