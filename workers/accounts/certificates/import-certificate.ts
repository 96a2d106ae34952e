import { AppError } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import { problem } from "../../../shared/problems.ts";
import type { Certificate, CertificateInput } from "../../../shared/schemas/certificate.ts";
import { certificates } from "../../db/certificates.ts";
import { issuers } from "../../db/issuers.ts";
import { auditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { authorityFaults, authorityWarnings, representationWarnings } from "./warnings.ts";

const ISSUER_ID = idPattern("iss");

/**
 * Lets an issuer use a certificate and a key of its own from now on. The key goes to the signer, which alone opens it, and is kept
 * sealed.
 * @throws AppError `not_found`; `invalid_request` with all that is wrong with certificate and key
 */
export async function importCertificate(ctx: Ctx, issuerId: string, input: CertificateInput): Promise<Certificate> {
  requireScope(ctx, "issuers:write");
  const issuer = ISSUER_ID.test(issuerId) ? await ctx.db.get(issuers, issuerId) : undefined;
  if (!issuer) throw new AppError("not_found", { param: "id" });
  const { environment } = issuer;
  const owner = { certificateId: ctx.newId("crt"), issuerId, environment };
  const { certificate: pem, private_key: privateKey, passphrase } = input;
  const imported = await ctx.signer.import({ ...owner, certificate: pem, privateKey, ...(passphrase !== undefined && { passphrase }) });
  if ("faults" in imported) {
    throw new AppError("invalid_request", { problems: imported.faults.map(({ field, code }) => problem(field, code)) });
  }
  const { sealedKey, certificate } = imported;
  const problems = authorityFaults(certificate, environment, ctx.wsaaUrls);
  if (problems.length > 0) throw new AppError("invalid_request", { problems });
  const row = { pem: certificate.pem, sealedKey, expiresAt: new Date(certificate.expiresAt), createdAt: ctx.now() };
  const change = { issuer: issuerId, environment, serial_number: certificate.serialNumber };
  const entry = auditEntry(ctx, "certificate.imported", owner.certificateId, change);
  await ctx.db.commit([entry], ctx.db.insert(certificates, { id: owner.certificateId, issuerId, environment, ...row }));
  return {
    id: owner.certificateId,
    object: "certificate",
    issuer: issuerId,
    environment,
    cuit: certificate.cuit,
    subject: certificate.subject,
    issued_by: certificate.issuedBy,
    serial_number: certificate.serialNumber,
    not_before: certificate.notBefore,
    expires_at: certificate.expiresAt,
    warnings: [...authorityWarnings(certificate, environment, ctx.wsaaUrls), ...representationWarnings(certificate, issuer.cuit)],
    created_at: row.createdAt.toISOString(),
  };
}
