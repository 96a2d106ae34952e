import { z } from "@hono/zod-openapi";
import { IVA_CONDITIONS } from "../catalog.ts";
import { namesOf } from "./named.ts";

/** Who a CUIT is, as ARCA's register has it. */
export const Taxpayer = z
  .object({
    object: z.literal("taxpayer"),
    cuit: z.string().openapi({ example: "30500010912" }),
    name: z.string(),
    kind: z.enum(["person", "company", "unknown"]),
    state: z.enum(["active", "inactive", "unknown"]).openapi({ description: "An inactive CUIT can neither issue nor receive." }),
    is_deceased: z.boolean(),
    iva_condition: z.enum(namesOf(IVA_CONDITIONS)).nullable().openapi({ description: "Null where the register does not tell." }),
    address: z
      .object({
        street: z.string().nullable(),
        city: z.string().nullable(),
        province: z.string().nullable(),
        postal_code: z.string().nullable(),
      })
      .nullable(),
    activities: z
      .array(z.object({ code: z.string(), description: z.string() }).readonly())
      .readonly()
      .openapi({ description: "The main one first." }),
    remarks: z.array(z.string()).readonly().openapi({ description: "Why ARCA tells nothing, or not all; in its own words." }),
  })
  .openapi("Taxpayer");
export type Taxpayer = z.infer<typeof Taxpayer>;

export const TaxpayerQuery = z.strictObject({
  issuer: z.string().max(64).optional().openapi({
    description: "Whose certificate asks. Needed when the organization has several issuers in this mode.",
    example: "iss_01kaf3rk4ke6w8k9b6n2m5xq7d",
  }),
});
