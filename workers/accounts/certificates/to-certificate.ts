import type { Certificate } from "../../../shared/schemas/certificate.ts";
import type { CertificateRow } from "../../db/certificates.ts";
import type { Ctx } from "../../platform/context.ts";
import { type CertificateFacts, factsOf, readX509 } from "../../platform/x509.ts";
import { warningsOf } from "./held-by.ts";
import type { LoadedHolder } from "./load-holder.ts";

type Row = Omit<CertificateRow, "organizationId" | "mode" | "sealedKey">;

/** A certificate as the API shows it: what it says of itself is read from it, so that there is nothing to keep in step. */
export function toCertificate({ now, wsaaUrls }: Pick<Ctx, "now" | "wsaaUrls">, row: Row, holder: LoadedHolder): Certificate {
  const x509 = row.pem === null ? undefined : readX509(row.pem);
  const facts = x509 && factsOf(x509);
  return {
    id: row.id,
    object: "certificate",
    issuer: row.issuerId,
    environment: row.environment,
    status: statusOf(row, facts, now()),
    active: row.id === holder.active,
    csr: row.csr,
    alias: facts?.alias ?? row.alias,
    cuit: facts?.cuit ?? holder.cuit,
    subject: facts?.subject ?? null,
    issued_by: facts?.issuedBy ?? null,
    serial_number: facts?.serialNumber ?? null,
    not_before: facts?.notBefore ?? null,
    expires_at: facts?.expiresAt ?? null,
    warnings: facts ? warningsOf(facts, holder, wsaaUrls) : [],
    deactivated_at: row.deactivatedAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
  };
}

function statusOf(row: Row, facts: CertificateFacts | undefined, now: Date): Certificate["status"] {
  if (row.deactivatedAt) return "deactivated";
  if (!facts) return "pending";
  if (new Date(facts.expiresAt) <= now) return "expired";
  return new Date(facts.notBefore) > now ? "not_yet_valid" : "valid";
}
