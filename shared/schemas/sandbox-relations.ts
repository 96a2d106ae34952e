import { z } from "@hono/zod-openapi";
import { Cuit } from "./fields.ts";

/** A delegation of ARCA's services, as it is made in ARCA's Administrador de Relaciones. */
export const SandboxRelationInput = z
  .strictObject({
    cuit: Cuit.openapi({ description: "Who delegates.", example: "30500010912" }),
    representative: Cuit.openapi({ description: "Whose certificates may act for it from then on.", example: "20999999000" }),
  })
  .openapi("SandboxRelationInput");
export type SandboxRelationInput = z.infer<typeof SandboxRelationInput>;

export const SandboxRelations = z
  .object({
    object: z.literal("sandbox_relations"),
    relations: z.array(z.object({ cuit: z.string(), representative: z.string() })),
  })
  .openapi("SandboxRelations");
export type SandboxRelations = z.infer<typeof SandboxRelations>;
