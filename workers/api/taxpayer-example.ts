import type { Taxpayer } from "../../shared/schemas/taxpayer.ts";

/** As the sandbox's register has it. */
export const TAXPAYER = {
  object: "taxpayer",
  cuit: "30888888000",
  name: "MOLINOS DEL SANDBOX SA",
  kind: "company",
  state: "active",
  is_deceased: false,
  iva_condition: "responsable_inscripto",
  address: { street: "AV INVENTADA 123", city: null, province: "CIUDAD AUTONOMA BUENOS AIRES", postal_code: "1000" },
  activities: [{ code: "620100", description: "SERVICIOS DE CONSULTORES EN INFORMÁTICA Y SUMINISTROS DE PROGRAMAS DE INFORMÁTICA" }],
  remarks: [],
} satisfies Taxpayer;
