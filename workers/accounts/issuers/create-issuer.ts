import { AppError } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import type { Issuer, IssuerInput } from "../../../shared/schemas/issuer.ts";
import { certificates } from "../../db/certificates.ts";
import { issuers } from "../../db/issuers.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { conflictOn } from "../../platform/database.ts";
import { sandboxCertificate } from "./sandbox-certificate.ts";
import { toIssuer } from "./to-issuer.ts";

const DEFAULT_POINT_OF_SALE = 1;

/**
 * An issuer of the sandbox, with a key and a certificate: it issues at once.
 * @throws AppError `conflict` where the organization has an issuer with that CUIT in that environment
 */
export async function createIssuer(ctx: Ctx, input: IssuerInput): Promise<Issuer> {
  requireScope(ctx, "issuers:write");
  if (ctx.mode === "live") throw new AppError("invalid_request", { problems: [problem("environment", "environment_not_in_mode")] });
  const issuer = toRow(ctx, input);
  const certificate = await sandboxCertificate(ctx, issuer);
  const entry = {
    id: ctx.newId("aud"),
    actor: ctx.actor,
    action: "issuer.created",
    target: issuer.id,
    change: { cuit: issuer.cuit, environment: issuer.environment, certificate: certificate.id, request_id: ctx.requestId },
  };
  await ctx.db
    .commit([entry], ctx.db.insert(issuers, issuer), ctx.db.insert(certificates, certificate))
    .catch(conflictOn("issuers_cuit", "cuit"));
  return toIssuer({ ...issuer, organizationId: ctx.organizationId, mode: ctx.mode });
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
    createdAt: ctx.now(),
  };
}
