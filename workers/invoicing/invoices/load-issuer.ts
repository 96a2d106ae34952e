import { eq } from "drizzle-orm";
import type { IssuerCondition } from "../../../shared/catalog.ts";
import { AppError } from "../../../shared/errors.ts";
import { problem, type ProblemCode } from "../../../shared/problems.ts";
import { certificates } from "../../db/certificates.ts";
import { issuers } from "../../db/issuers.ts";
import type { IssuerIdentity } from "../../issuer/index.ts";
import type { Ctx } from "../../platform/context.ts";

export interface InvoicingIssuer extends IssuerIdentity {
  readonly ivaCondition: IssuerCondition;
  readonly defaultPointOfSale: number;
}

/**
 * The issuer that was named, or the organization's only one, with its newest certificate: one round trip.
 * @throws AppError `invalid_request` on `issuer`
 */
export async function loadIssuer(ctx: Ctx, id: string | undefined): Promise<InvoicingIssuer> {
  const [rows, held] = await ctx.db.read(
    { from: issuers, where: id === undefined ? undefined : eq(issuers.id, id), limit: 2 },
    { from: certificates, where: id === undefined ? undefined : eq(certificates.issuerId, id), limit: 1 },
  );
  const [row, another] = rows;
  if (!row) throw refusal(id === undefined ? "issuer_missing" : "issuer_unknown");
  if (another) throw refusal("issuer_ambiguous");
  const [certificate] = held;
  if (!certificate) throw new Error("an issuer without certificate");
  return {
    id: row.id,
    cuit: row.cuit,
    environment: row.environment,
    ivaCondition: row.ivaCondition,
    defaultPointOfSale: row.defaultPointOfSale,
    certificate: { id: certificate.id, pem: certificate.pem, sealedKey: certificate.sealedKey },
  };
}

const refusal = (code: ProblemCode) => new AppError("invalid_request", { problems: [problem("issuer", code)] });
