import { z } from "@hono/zod-openapi";
import { Problem } from "./error.ts";
import { IsoDate } from "./fields.ts";
import { Invoice } from "./invoice.ts";

const { net, iva, exempt, not_taxed, other_taxes_total, total, type } = Invoice.shape;

/** What ARCA would say of an invoice. */
export const InvoiceValidation = z
  .object({
    valid: z.boolean().openapi({ description: "Nothing that was found would make ARCA refuse it." }),
    findings: z.array(
      Problem.extend({
        severity: z.enum(["reject", "observe"]).openapi({ description: "`observe`: ARCA authorizes it, with a remark." }),
      }).openapi("Finding"),
    ),
    totals: z.object({ net, iva, exempt, not_taxed, other_taxes_total, total }),
    type,
    as_of: z.string().openapi({ description: "The day whose rules were asked.", example: "2026-11-24" }),
  })
  .openapi("InvoiceValidation");
export type InvoiceValidation = z.infer<typeof InvoiceValidation>;

export const ValidationQuery = z.strictObject({
  as_of: IsoDate.optional().openapi({ description: "The day whose rules are asked; today, if left out.", example: "2026-12-01" }),
});
