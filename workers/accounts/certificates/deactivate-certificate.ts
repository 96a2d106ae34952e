import { isNull } from "drizzle-orm";
import { errorCode } from "../../../shared/errors.ts";
import type { Certificate } from "../../../shared/schemas/certificate.ts";
import { certificates } from "../../db/certificates.ts";
import { saidByGuard } from "../../db/rows.ts";
import { auditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { loadCertificate } from "./load-holder.ts";
import { toCertificate } from "./to-certificate.ts";

/**
 * Ends the use of a certificate for good: its key is destroyed, the row tells that there was one. The issuer goes on with the newest
 * that is left.
 * @throws AppError `not_found`
 */
export async function deactivateCertificate(ctx: Ctx, issuerId: string, id: string): Promise<Certificate> {
  requireScope(ctx, "issuers:write");
  const [holder, row] = await loadCertificate(ctx, issuerId, id);
  const after = { ...holder, active: holder.active === id ? undefined : holder.active };
  if (row.deactivatedAt) return toCertificate(ctx, row, after);
  const deactivatedAt = ctx.now();
  const entry = auditEntry(ctx, "certificate.deactivated", id, { issuer: issuerId, environment: row.environment });
  const changes = { deactivatedAt, sealedKey: null };
  const where = isNull(certificates.deactivatedAt);
  try {
    await ctx.db.commit([entry], ctx.db.mustUpdate(certificates, id, changes, { where, code: "conflict" })).catch(saidByGuard);
  } catch (error) {
    if (errorCode(error) !== "conflict") throw error;
    // Somebody else has in the meantime, and told of it.
    const [, theirs] = await loadCertificate(ctx, issuerId, id);
    return toCertificate(ctx, theirs, after);
  }
  return toCertificate(ctx, { ...row, deactivatedAt }, after);
}
