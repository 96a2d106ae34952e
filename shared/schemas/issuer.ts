import { z } from "@hono/zod-openapi";
import { ENVIRONMENTS, ISSUER_CONDITIONS } from "../catalog.ts";
import { Cuit, IsoDate, Name } from "./fields.ts";

/** What a caller sends to create an issuer. */
export const IssuerInput = z
  .strictObject({
    cuit: Cuit.openapi({ example: "30500010912" }),
    environment: z.enum(ENVIRONMENTS).openapi({
      description:
        "`sandbox` is the built-in ARCA simulator; no certificate is needed. `homologation` is ARCA's own test system. `production` needs a live key, the other two a test key.",
    }),
    legal_name: Name().openapi({ example: "Panadería La Espiga SRL" }),
    iva_condition: z.enum(ISSUER_CONDITIONS),
    address: Name(300).optional(),
    iibb: Name(50).optional().openapi({ description: "Ingresos Brutos: number, or condition." }),
    activities_started_on: IsoDate.optional(),
    represented_by: z.string().optional().openapi({
      description:
        "Another issuer of yours in the same environment, whose certificate signs for this one wherever this one has none in force of its own. At ARCA, this CUIT delegates the service to that one.",
      example: "iss_01k4b8t2v8f0x9w3n5q7r1s6yw",
    }),
  })
  .openapi("IssuerInput");
export type IssuerInput = z.infer<typeof IssuerInput>;

/** What may be changed of an issuer; what is left out stays. */
export const IssuerChanges = z
  .strictObject({
    represented_by: z
      .string()
      .nullable()
      .optional()
      .openapi({ description: "As at its creation; null: nobody represents it.", example: "iss_01k4b8t2v8f0x9w3n5q7r1s6yw" }),
    default_point_of_sale: z.int().min(1).max(99_998).optional().openapi({ description: "Of invoices that name none." }),
  })
  .openapi("IssuerChanges");
export type IssuerChanges = z.infer<typeof IssuerChanges>;

export const Issuer = z
  .object({
    ...IssuerInput.shape,
    id: z.string().openapi({ example: "iss_01k4b8t2v8f0x9w3n5q7r1s6yz" }),
    object: z.literal("issuer"),
    mode: z.enum(["test", "live"]),
    environment: z.enum(ENVIRONMENTS),
    default_point_of_sale: z.int(),
    created_at: z.iso.datetime(),
  })
  .openapi("Issuer");
export type Issuer = z.infer<typeof Issuer>;
