import { AppError } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import type { Issuer, IssuerInput } from "../../../shared/schemas/issuer.ts";
import { certificates } from "../../db/certificates.ts";
import { conflictOn } from "../../db/database.ts";
import { issuers } from "../../db/issuers.ts";
import { auditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { requireRepresentative } from "./representative.ts";
import { sandboxCertificate } from "./sandbox-certificate.ts";
import { toIssuer } from "./to-issuer.ts";

const DEFAULT_POINT_OF_SALE = 1;

/**
 * An issuer of the sandbox gets a key and a certificate with it, and issues at once, unless another one is to represent it; any
 * other waits for a certificate from ARCA.
 * @throws AppError `invalid_request` on `environment` or `represented_by`; `conflict` where the organization has an issuer with that CUIT there
 */
export async function createIssuer(ctx: Ctx, input: IssuerInput): Promise<Issuer> {
  requireScope(ctx, "issuers:write");
  if ((input.environment === "production") !== (ctx.mode === "live")) {
    throw new AppError("invalid_request", { problems: [problem("environment", "environment_not_in_mode", { mode: ctx.mode })] });
  }
  const issuer = toRow(ctx, input);
  if (issuer.representedBy !== null) await requireRepresentative(ctx, { environment: issuer.environment }, issuer.representedBy);
  const certificate = issuer.environment === "sandbox" && issuer.representedBy === null ? await sandboxCertificate(ctx, issuer) : undefined;
  const { id, cuit, environment } = issuer;
  const entry = auditEntry(ctx, "issuer.created", id, {
    cuit,
    environment,
    represented_by: issuer.representedBy,
    certificate: certificate?.id ?? null,
  });
  await ctx.db
    .commit([entry], ctx.db.insert(issuers, issuer), ...(certificate ? [ctx.db.insert(certificates, certificate)] : []))
    .catch(conflictOn("issuers_cuit", "cuit"));
  return toIssuer({ ...issuer, acceptedCertificateId: null, organizationId: ctx.organizationId, mode: ctx.mode });
}

function toRow(ctx: Ctx, input: IssuerInput) {
  return {
    id: ctx.newId("iss"),
    environment: input.environment,
    cuit: input.cuit,
    legalName: input.legal_name,
    ivaCondition: input.iva_condition,
    address: input.address ?? null,
    iibb: input.iibb ?? null,
    activitiesStartedOn: input.activities_started_on ?? null,
    defaultPointOfSale: DEFAULT_POINT_OF_SALE,
    representedBy: input.represented_by ?? null,
    createdAt: ctx.now(),
  };
}
