import { isExport } from "../../../shared/catalog.ts";
import type { Problem } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import type { InvoiceInput } from "../../../shared/schemas/invoice-input.ts";
import { ownFieldOf } from "../rules/index.ts";
import { resolveCustomer } from "./customer.ts";
import { lineAmount } from "./totals.ts";

/** Is it asked for as one of letter E? */
export const isAbroad = ({ type }: InvoiceInput): boolean => type !== "auto" && isExport(type);

/** What no single field is to blame for, and what keeps a body from being read as an invoice. */
export const bodyProblems = (input: InvoiceInput): Problem[] => [
  ...resolveCustomer(input.customer, isAbroad(input)).problems,
  ...discountProblems(input),
  ...exportProblems(input),
  ...optionalProblems(input),
];

function discountProblems({ items }: InvoiceInput): Problem[] {
  return items.flatMap((item, i) => (lineAmount(item).lt(0) ? [problem(`items[${i}].discount`, "discount_exceeds_line")] : []));
}

/** Letter E has an `export`, and no other has one. */
function exportProblems(input: InvoiceInput): Problem[] {
  const abroad = isAbroad(input);
  if (abroad === (input.export !== undefined)) return [];
  return [problem("export", abroad ? "required" : "export_unexpected")];
}

/** WSFEv1's opcionales of `fce` and `used_goods` are written there; WSFEXv1 has opcionales of its own. */
function optionalProblems(input: InvoiceInput): Problem[] {
  if (isAbroad(input)) return [];
  return (input.optionals ?? []).flatMap(({ code }, i) => {
    const field = ownFieldOf(code);
    return field === undefined ? [] : [problem(`optionals[${i}].code`, "optional_has_own_field", { field })];
  });
}
