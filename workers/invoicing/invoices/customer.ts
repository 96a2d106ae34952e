import type { DocumentType } from "../../../shared/catalog.ts";
import { isTaxKey } from "../../../shared/cuit.ts";
import type { Problem } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import type { Invoice } from "../../../shared/schemas/invoice.ts";
import type { InvoiceCustomer } from "../../../shared/schemas/invoice-input.ts";

type Customer = Invoice["customer"];

/** Documents with a check digit. */
const CHECKED: ReadonlySet<DocumentType> = new Set(["cuit", "cuil", "cdi"]);
/** How many digits the others have. */
const DIGITS: Partial<Record<DocumentType, { min: number; max: number }>> = { dni: { min: 6, max: 8 } };
const ANY_DIGITS = { min: 1, max: 11 };

/**
 * The customer with its defaults: a consumidor final where there is no document, or a DNI; abroad, a cliente del exterior. Any
 * other must say its condición frente al IVA, since it decides the letter.
 * @param abroad for letter E, whose customer is known by a document of its own country
 * @returns the customer, or all that is wrong with it
 */
export function resolveCustomer(given: InvoiceCustomer | undefined, abroad = false): { customer?: Customer; problems: readonly Problem[] } {
  const { document_type, document_number, iva_condition, name, address, email } = given ?? { document_type: "none" as const };
  const condition = iva_condition ?? defaultCondition(document_type, abroad);
  const problems = [
    ...documentProblems(document_type, document_number, abroad),
    ...(condition ? [] : [problem("customer.iva_condition", "iva_condition_missing")]),
  ];
  if (problems.length > 0 || !condition) return { problems };
  const customer = {
    document_type,
    document_number: document_number || null,
    name: name ?? null,
    iva_condition: condition,
    address: address ?? null,
    email: email ?? null,
  };
  return { customer, problems };
}

function defaultCondition(type: DocumentType, abroad: boolean): Customer["iva_condition"] | undefined {
  if (abroad) return "cliente_exterior";
  return type === "none" || type === "dni" ? "consumidor_final" : undefined;
}

function documentProblems(type: DocumentType, number: string | undefined, abroad: boolean): Problem[] {
  const param = "customer.document_number";
  if (type === "none") return number ? [problem(param, "document_number_unexpected")] : [];
  if (!number) return [problem(param, "document_number_missing")];
  if (CHECKED.has(type)) return isTaxKey(number) ? [] : [problem(param, "cuit_check_digit")];
  if (abroad) return [];
  const digits = DIGITS[type] ?? ANY_DIGITS;
  const fits = /^\d+$/.test(number) && number.length >= digits.min && number.length <= digits.max;
  return fits ? [] : [problem(param, "document_number_digits", digits)];
}
