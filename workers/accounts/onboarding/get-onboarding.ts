import { and, eq, isNull } from "drizzle-orm";
import { fiscalDate } from "../../../shared/dates.ts";
import { AppError } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import type { Onboarding } from "../../../shared/schemas/onboarding.ts";
import {
  type CertificateRow,
  certificates,
  inUse,
  ownInForce,
  representativesInForce,
  type SigningCertificate,
} from "../../db/certificates.ts";
import { issuers, representativeOf } from "../../db/issuers.ts";
import { issuerObjectName, type Probe, probeLane } from "../../issuer/index.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { factsOf, readX509 } from "../../platform/x509.ts";
import { diagnose } from "./diagnose.ts";
import { type Findings, findingsOf } from "./findings.ts";

const ID = idPattern("iss");

/**
 * How far an issuer is from its first invoice, as ARCA itself says when it is asked. Asked again it looks again, so that what was
 * done at ARCA in between shows by itself.
 * @throws AppError `not_found`
 */
export async function getOnboarding(ctx: Ctx, id: string): Promise<Onboarding> {
  requireScope(ctx, "issuers:read");
  if (!ID.test(id)) throw new AppError("not_found", { param: "id" });
  const now = ctx.now();
  const [[issuer], [representative], own, representatives, [newest]] = await ctx.db.read(
    { from: issuers, where: eq(issuers.id, id), limit: 1 },
    { from: issuers, where: representativeOf(id), limit: 1 },
    { from: certificates, where: ownInForce(id, now), limit: 1 },
    { from: certificates, where: representativesInForce(id, now), limit: 1 },
    { from: certificates, where: and(eq(certificates.issuerId, id), isNull(certificates.deactivatedAt)), limit: 1 },
  );
  if (!issuer) throw new AppError("not_found", { param: "id" });
  const certificate = inUse(own, representatives);
  const probe = certificate && (await knock(ctx, issuer, certificate));
  const findings: Findings = probe
    ? findingsOf(probe, { pointOfSale: issuer.defaultPointOfSale, isRepresented: certificate.issuerId !== id })
    : { certificate: { situation: withoutCertificate(newest, representative !== undefined) } };
  const values = {
    issuer: id,
    cuit: issuer.cuit,
    ...ofCertificate(certificate, newest),
    ...(representative && { representative_issuer: representative.id }),
  };
  const steps = diagnose(findings, { environment: issuer.environment, on: fiscalDate(now), values });
  return {
    object: "onboarding",
    issuer: id,
    environment: issuer.environment,
    cuit: issuer.cuit,
    ready: steps.every((step) => step.status === "done" || step.id === "first_invoice"),
    steps,
    checked_at: probe?.checkedAt ?? null,
    next_check_at: probe?.loginAgainAt ?? null,
  };
}

function knock(ctx: Ctx, issuer: typeof issuers.$inferSelect, certificate: SigningCertificate): Promise<Probe> {
  const { id, cuit, environment } = issuer;
  return ctx.issuers.getByName(issuerObjectName(issuer, ctx)).probe({ id, cuit, environment, certificate }, probeLane(issuer));
}

function withoutCertificate(newest: CertificateRow | undefined, isRepresented: boolean): string {
  if (newest?.pem === null) return "pending";
  if (newest) return "expired";
  return isRepresented ? "representative_has_none" : "none";
}

/** What texts say of the certificate that is used, and of the one that is waited for. */
function ofCertificate(used: SigningCertificate | undefined, newest: CertificateRow | undefined): Record<string, string> {
  const x509 = used && readX509(used.pem);
  const facts = x509 && factsOf(x509);
  return {
    alias: facts?.alias ?? newest?.alias ?? "",
    ...(newest && { pending: newest.id }),
    ...(facts?.cuit != null && { holder: facts.cuit }),
    ...(facts && { expires_on: fiscalDate(new Date(facts.expiresAt)) }),
  };
}
