import type { Certificate, CertificateRequestInput } from "../../../shared/schemas/certificate.ts";
import { certificates } from "../../db/certificates.ts";
import { auditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { loadHolder } from "./load-holder.ts";
import { toCertificate } from "./to-certificate.ts";

/** Enough of an id to tell the certificates of a CUIT apart. */
const ALIAS_TAIL = 8;

/**
 * Has the signer make a key, and a request (CSR) by which ARCA certifies it for the issuer's CUIT. What it uses until then stays.
 * @throws AppError `not_found`
 */
export async function requestCertificate(ctx: Ctx, issuerId: string, { alias }: CertificateRequestInput): Promise<Certificate> {
  requireScope(ctx, "issuers:write");
  const holder = await loadHolder(ctx, issuerId);
  const { environment, cuit, legalName } = holder;
  const id = ctx.newId("crt");
  const commonName = alias ?? `arcaapi${id.slice(-ALIAS_TAIL)}`;
  const request = { certificateId: id, issuerId, environment, cuit, organizationName: legalName, commonName };
  const { sealedKey, csr } = await ctx.signer.create(request);
  const row = { id, issuerId, environment, csr, alias: commonName, pem: null, expiresAt: null, createdAt: ctx.now() };
  const entry = auditEntry(ctx, "certificate.requested", id, { issuer: issuerId, environment, alias: commonName });
  await ctx.db.commit([entry], ctx.db.insert(certificates, { ...row, sealedKey }));
  return toCertificate(ctx, { ...row, deactivatedAt: null }, holder);
}
