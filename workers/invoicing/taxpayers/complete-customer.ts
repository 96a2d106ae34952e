import { isCuit } from "../../../shared/cuit.ts";
import type { InvoiceInput } from "../../../shared/schemas/invoice-input.ts";
import type { Ctx } from "../../platform/context.ts";
import type { InvoicingIssuer } from "../invoices/load-issuer.ts";
import { askRegister } from "./ask-register.ts";

/**
 * A customer known by its CUIT alone is completed from ARCA's register, where that can be asked: its condición frente al IVA,
 * and its name. Nothing is asked where nothing is missing; where the register does not tell, the caller has to.
 */
export async function completeCustomer(ctx: Ctx, input: InvoiceInput, issuer: InvoicingIssuer): Promise<InvoiceInput> {
  const { customer } = input;
  if (customer?.document_type !== "cuit" || customer.iva_condition !== undefined || input.export) return input;
  const { document_number: cuit = "" } = customer;
  if (!isCuit(cuit)) return input;
  const answer = await askRegister(ctx, issuer, cuit);
  if (answer.outcome !== "found" || answer.taxpayer.iva_condition === null) return input;
  const { taxpayer: known } = answer;
  const name = customer.name ?? (known.name || undefined);
  return { ...input, customer: { ...customer, iva_condition: answer.taxpayer.iva_condition, ...(name !== undefined && { name }) } };
}
