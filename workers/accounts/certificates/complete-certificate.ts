import { eq, isNull } from "drizzle-orm";
import { AppError, errorCode } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import type { Certificate, CertifiedInput } from "../../../shared/schemas/certificate.ts";
import { certificates } from "../../db/certificates.ts";
import { issuers } from "../../db/issuers.ts";
import { saidByGuard } from "../../db/rows.ts";
import { auditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { requireUsable } from "./held-by.ts";
import { loadCertificate } from "./load-holder.ts";
import { toCertificate } from "./to-certificate.ts";

/**
 * Takes what ARCA gave for a request. The issuer uses it from then on, unless a newer one is there; ARCA may certify the same
 * request again later, and that one takes its place.
 * @throws AppError `not_found`; `invalid_request` with all that is wrong with it
 */
export async function completeCertificate(
  ctx: Ctx,
  issuerId: string,
  id: string,
  { certificate: pem }: CertifiedInput,
): Promise<Certificate> {
  requireScope(ctx, "issuers:write");
  const [holder, row] = await loadCertificate(ctx, issuerId, id);
  const { environment } = holder;
  if (row.sealedKey === null) throw deactivated();
  if (row.csr === null) throw new AppError("invalid_request", { problems: [problem(null, "certificate_without_csr")] });
  const checked = await ctx.signer.check({ certificateId: id, issuerId, environment, sealedKey: row.sealedKey, certificate: pem });
  if ("faults" in checked) {
    throw new AppError("invalid_request", { problems: checked.faults.map(({ field, code }) => problem(field, code)) });
  }
  const { certificate } = checked;
  requireUsable(certificate, holder, ctx.wsaaUrls);
  const changes = { pem: certificate.pem, expiresAt: new Date(certificate.expiresAt) };
  const change = { issuer: issuerId, environment, serial_number: certificate.serialNumber };
  const where = isNull(certificates.deactivatedAt);
  await ctx.db
    .commit(
      [auditEntry(ctx, "certificate.completed", id, change)],
      ctx.db.mustUpdate(certificates, id, changes, { where, code: "conflict" }),
      // Another certificate than the one that ARCA took.
      ctx.db.update(issuers, issuerId, { acceptedCertificateId: null }, eq(issuers.acceptedCertificateId, id)),
    )
    .catch(saidByGuard)
    .catch((error: unknown) => {
      throw errorCode(error) === "conflict" ? deactivated(error) : error;
    });
  const active = holder.active === undefined || holder.active < id ? id : holder.active;
  return toCertificate(ctx, { ...row, ...changes }, { ...holder, active });
}

const deactivated = (cause?: unknown): AppError =>
  new AppError("invalid_request", { problems: [problem(null, "certificate_deactivated")], cause });
