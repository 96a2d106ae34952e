import { and, eq, lt } from "drizzle-orm";
import { AppError } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import { problem } from "../../../shared/problems.ts";
import type { Certificate } from "../../../shared/schemas/certificate.ts";
import { type Page, type PageQuery, toPage } from "../../../shared/schemas/page.ts";
import { certificates } from "../../db/certificates.ts";
import { auditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { loadCertificate, loadHolder } from "./load-holder.ts";
import { toCertificate } from "./to-certificate.ts";

const ID = idPattern("crt");

/** @throws AppError `not_found` */
export async function getCertificate(ctx: Ctx, issuerId: string, id: string): Promise<Certificate> {
  requireScope(ctx, "issuers:read");
  const [holder, row] = await loadCertificate(ctx, issuerId, id);
  await ctx.db.commit([auditEntry(ctx, "certificate.read", id)]);
  return toCertificate(ctx, row, holder);
}

/** Newest first. @throws AppError `not_found`; `invalid_request` for a cursor that is none of ours */
export async function listCertificates(ctx: Ctx, issuerId: string, { limit, cursor }: PageQuery): Promise<Page<Certificate>> {
  requireScope(ctx, "issuers:read");
  if (cursor !== undefined && !ID.test(cursor)) throw new AppError("invalid_request", { problems: [problem("cursor", "cursor_invalid")] });
  const holder = await loadHolder(ctx, issuerId);
  const where = and(eq(certificates.issuerId, issuerId), cursor === undefined ? undefined : lt(certificates.id, cursor));
  const [rows] = await ctx.db.readAudited([auditEntry(ctx, "certificate.listed", issuerId)], {
    from: certificates,
    where,
    limit: limit + 1,
  });
  return toPage(rows, limit, (row) => toCertificate(ctx, row, holder));
}
