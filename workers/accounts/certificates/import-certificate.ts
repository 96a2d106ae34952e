import { AppError } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import type { Certificate, CertificateInput } from "../../../shared/schemas/certificate.ts";
import { certificates } from "../../db/certificates.ts";
import { auditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { requireUsable } from "./held-by.ts";
import { loadHolder } from "./load-holder.ts";
import { toCertificate } from "./to-certificate.ts";

/**
 * Lets an issuer use a certificate and a key of its own from now on. The key goes to the signer, which alone opens it, and is kept
 * sealed.
 * @throws AppError `not_found`; `invalid_request` with all that is wrong with certificate and key
 */
export async function importCertificate(ctx: Ctx, issuerId: string, input: CertificateInput): Promise<Certificate> {
  requireScope(ctx, "issuers:write");
  const holder = await loadHolder(ctx, issuerId);
  const { environment } = holder;
  const id = ctx.newId("crt");
  const imported = await ctx.signer.import({ certificateId: id, issuerId, environment, ...broughtIn(input) });
  if ("faults" in imported) {
    throw new AppError("invalid_request", { problems: imported.faults.map(({ field, code }) => problem(field, code)) });
  }
  const { sealedKey, certificate } = imported;
  requireUsable(certificate, holder, ctx.wsaaUrls, "pkcs12" in input ? "pkcs12" : "certificate");
  const dates = { expiresAt: new Date(certificate.expiresAt), createdAt: ctx.now() };
  const row = { id, issuerId, environment, pem: certificate.pem, ...dates };
  const change = { issuer: issuerId, environment, serial_number: certificate.serialNumber };
  await ctx.db.commit([auditEntry(ctx, "certificate.imported", id, change)], ctx.db.insert(certificates, { ...row, sealedKey }));
  return toCertificate(ctx, { ...row, csr: null, alias: null, deactivatedAt: null }, { ...holder, active: id });
}

const broughtIn = (input: CertificateInput) =>
  "pkcs12" in input
    ? input
    : {
        certificate: input.certificate,
        privateKey: input.private_key,
        ...(input.passphrase !== undefined && { passphrase: input.passphrase }),
      };
