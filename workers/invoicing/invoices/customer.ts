import { isCuit } from "../../../shared/cuit.ts";
import type { Problem } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import type { Invoice, InvoiceCustomer } from "../../../shared/schemas/invoice.ts";

type Customer = Invoice["customer"];
type DocumentType = Customer["document_type"];

/** How many digits a number of that kind has; those with a check digit are looked at besides. */
const DIGITS: Partial<Record<DocumentType, { min: number; max: number }>> = {
  dni: { min: 6, max: 8 },
  passport: { min: 1, max: 11 },
  foreign_id: { min: 1, max: 11 },
};

/**
 * The customer with its defaults: a consumidor final where there is no document, or a DNI. Any other must say its condición
 * frente al IVA, since it decides the letter.
 * @returns the customer, or all that is wrong with it
 */
export function resolveCustomer(given: InvoiceCustomer | undefined): { customer?: Customer; problems: readonly Problem[] } {
  const { document_type, document_number, iva_condition, name, address, email } = given ?? { document_type: "none" as const };
  const condition = iva_condition ?? (document_type === "none" || document_type === "dni" ? "consumidor_final" : undefined);
  const problems = [
    ...documentProblems(document_type, document_number),
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

function documentProblems(type: DocumentType, number: string | undefined): Problem[] {
  const param = "customer.document_number";
  if (type === "none") return number ? [problem(param, "document_number_unexpected")] : [];
  if (!number) return [problem(param, "document_number_missing")];
  const digits = DIGITS[type];
  if (!digits) return isCuit(number) ? [] : [problem(param, "cuit_check_digit")];
  const fits = /^\d+$/.test(number) && number.length >= digits.min && number.length <= digits.max;
  return fits ? [] : [problem(param, "document_number_digits", digits)];
}
