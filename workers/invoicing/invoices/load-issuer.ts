import { eq } from "drizzle-orm";
import type { IssuerCondition } from "../../../shared/catalog.ts";
import { AppError } from "../../../shared/errors.ts";
import { problem, type ProblemCode } from "../../../shared/problems.ts";
import { certificates } from "../../db/certificates.ts";
import { issuers } from "../../db/issuers.ts";
import { sandboxClocks } from "../../db/sandbox-clocks.ts";
import type { IssuerIdentity } from "../../issuer/index.ts";
import type { Ctx } from "../../platform/context.ts";

export interface InvoicingIssuer extends IssuerIdentity {
  readonly ivaCondition: IssuerCondition;
  readonly defaultPointOfSale: number;
  /** What its ARCA's clock is ahead of the real one: in the sandbox an organization may set it. */
  readonly clockOffsetMs: number;
}

/**
 * The issuer that was named, or the organization's only one, with its newest certificate and its clock: one round trip.
 * @throws AppError `invalid_request` on `issuer`
 */
export async function loadIssuer(ctx: Ctx, id: string | undefined): Promise<InvoicingIssuer> {
  const [rows, held, clocks] = await ctx.db.read(
    { from: issuers, where: id === undefined ? undefined : eq(issuers.id, id), limit: 2 },
    { from: certificates, where: id === undefined ? undefined : eq(certificates.issuerId, id), limit: 1 },
    { from: sandboxClocks, where: undefined, limit: 1 },
  );
  const [row, another] = rows;
  if (!row) throw refusal(id === undefined ? "issuer_missing" : "issuer_unknown");
  if (another) throw refusal("issuer_ambiguous");
  const [certificate] = held;
  if (!certificate) throw refusal("issuer_without_certificate");
  return {
    id: row.id,
    cuit: row.cuit,
    environment: row.environment,
    ivaCondition: row.ivaCondition,
    defaultPointOfSale: row.defaultPointOfSale,
    clockOffsetMs: row.environment === "sandbox" ? (clocks[0]?.offsetMs ?? 0) : 0,
    certificate: { id: certificate.id, pem: certificate.pem, sealedKey: certificate.sealedKey },
  };
}

/** What the issuer's object needs to know of it. */
export const identityOf = ({ id, cuit, environment, certificate }: InvoicingIssuer): IssuerIdentity => ({
  id,
  cuit,
  environment,
  certificate,
});

const refusal = (code: ProblemCode) => new AppError("invalid_request", { problems: [problem("issuer", code)] });
