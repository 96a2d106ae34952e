/** Of FCI: since version 4.5 of the manual, and not yet among the tables that ship. */
export const FURTHER_DOCUMENT_TYPES: readonly number[] = [31];

/** Policy and endorsement of an insurer of caución: since version 4.7, and not yet among the tables that ship. */
export const FURTHER_OPTIONAL_IDS: readonly string[] = ["2901", "2902"];

/**
 * Activities (CLAE) whose sales travel under an electronic remito: meat (RG 4256), flour (RG 4514), tobacco (RG 4310).
 * ARCA keeps the lists; these are their core.
 */
export const ACTIVITY_GROUPS: Readonly<Record<"meat" | "flour" | "tobacco", readonly string[]>> = {
  meat: ["101011", "101012", "101040", "461031", "461032", "463121"],
  flour: ["106110"],
  tobacco: ["120010", "120091", "120099"],
};
