import type { Issuer } from "../../../shared/schemas/issuer.ts";
import type { issuers } from "../../db/issuers.ts";

/** An issuer as the API shows it; what was never said is left out. */
export function toIssuer(row: typeof issuers.$inferSelect): Issuer {
  return {
    id: row.id,
    object: "issuer",
    mode: row.mode,
    cuit: row.cuit,
    environment: row.environment,
    legal_name: row.legalName,
    iva_condition: row.ivaCondition,
    ...(row.address !== null && { address: row.address }),
    ...(row.iibb !== null && { iibb: row.iibb }),
    ...(row.activitiesStartedOn !== null && { activities_started_on: row.activitiesStartedOn }),
    ...(row.representedBy !== null && { represented_by: row.representedBy }),
    default_point_of_sale: row.defaultPointOfSale,
    created_at: row.createdAt.toISOString(),
  };
}
