import { and, eq } from "drizzle-orm";
import { AppError } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import { type CertificateRow, certificates, ownInForce } from "../../db/certificates.ts";
import { issuers, representativeOf } from "../../db/issuers.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Holder } from "./held-by.ts";

const ISSUER_ID = idPattern("iss");
const CERTIFICATE_ID = idPattern("crt");

export interface LoadedHolder extends Holder {
  readonly id: string;
  readonly legalName: string;
  /** Id of the certificate of its own that it uses. */
  readonly active: string | undefined;
}

/** An issuer as its certificates concern it, in one round trip. @throws AppError `not_found` */
export async function loadHolder(ctx: Ctx, issuerId: string): Promise<LoadedHolder> {
  const [holder] = await load(ctx, issuerId, "crt_");
  return holder;
}

/** The same, with one of its certificates. @throws AppError `not_found` on `id` or on `certificate_id` */
export async function loadCertificate(ctx: Ctx, issuerId: string, certificateId: string): Promise<[LoadedHolder, CertificateRow]> {
  const [holder, row] = await load(ctx, issuerId, certificateId);
  if (!row) throw new AppError("not_found", { param: "certificate_id" });
  return [holder, row];
}

async function load(ctx: Ctx, issuerId: string, certificateId: string): Promise<[LoadedHolder, CertificateRow | undefined]> {
  if (!ISSUER_ID.test(issuerId)) throw new AppError("not_found", { param: "id" });
  const wanted = CERTIFICATE_ID.test(certificateId) ? certificateId : "";
  const [[issuer], [representative], [active], [row]] = await ctx.db.read(
    { from: issuers, where: eq(issuers.id, issuerId), limit: 1 },
    { from: issuers, where: representativeOf(issuerId), limit: 1 },
    { from: certificates, where: ownInForce(issuerId, ctx.now()), limit: 1 },
    { from: certificates, where: and(eq(certificates.issuerId, issuerId), eq(certificates.id, wanted)), limit: 1 },
  );
  if (!issuer) throw new AppError("not_found", { param: "id" });
  const { id, environment, cuit, legalName } = issuer;
  return [{ id, environment, cuit, legalName, representative: representative?.cuit, active: active?.id }, row];
}
