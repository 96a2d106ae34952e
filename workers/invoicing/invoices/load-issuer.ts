import { AppError } from "../../../shared/errors.ts";
import { problem, type ProblemCode } from "../../../shared/problems.ts";
import { invoicingFacts } from "../../db/invoicing-facts.ts";
import type { InvoicingIssuer, IssuerIdentity, IssuerProfile } from "../../issuer/index.ts";
import type { Ctx } from "../../platform/context.ts";
import { isOutage } from "../../platform/outage.ts";
import { issuerObject, ownerOf } from "../issuers.ts";
import { type Earlier, earlierOf, type Names, NOTHING_EARLIER } from "./earlier.ts";

export type { InvoicingIssuer };

export type LoadIssuer = (ctx: Ctx, id: string | undefined, names: Names) => Promise<LoadedIssuer>;

/** The issuer that a request is for, and what earlier requests by the same names have left in Postgres. */
export interface LoadedIssuer {
  readonly issuer: InvoicingIssuer;
  readonly earlier: Earlier;
  /** Postgres did not answer: this is what the issuer's object knows, and of earlier requests nothing. */
  readonly isRecalled: boolean;
}

/**
 * The issuer that was named, or the organization's only one, with the certificate that it uses and its clock: one round trip. While
 * Postgres does not answer, as it was when the last invoice was handed in, where the key has used it before.
 * @throws AppError `invalid_request` on `issuer`
 */
export const loadIssuer = async (ctx: Ctx, id: string | undefined): Promise<InvoicingIssuer> => (await loadIssuerFor(ctx, id, {})).issuer;

/** The same, and in the same round trip what is there already by the names of an invoice. */
export async function loadIssuerFor(ctx: Ctx, id: string | undefined, names: Names): Promise<LoadedIssuer> {
  try {
    const loaded = await readIssuer(ctx, id, names);
    ctx.keyMemory.noteIssuer(loaded.issuer, id === undefined);
    return loaded;
  } catch (error) {
    const recalled = isOutage(error) ? await recallIssuer(ctx, id) : undefined;
    if (!recalled) throw error;
    return { issuer: recalled, earlier: NOTHING_EARLIER, isRecalled: true };
  }
}

async function recallIssuer(ctx: Ctx, id: string | undefined): Promise<InvoicingIssuer | undefined> {
  const known = await ctx.keyMemory.issuer(id);
  return known && issuerObject(ctx, known).knows(ownerOf(ctx), known.id);
}

async function readIssuer(ctx: Ctx, id: string | undefined, { key, externalId }: Names): Promise<LoadedIssuer> {
  const wanted = { issuerId: id, now: ctx.now(), idempotencyKey: key, externalId };
  const { issuers, certificate, clockOffsetMs, ...earlier } = await invoicingFacts(ctx.db, ownerOf(ctx), wanted);
  const [found, another] = issuers ?? [];
  if (!found) throw refusal(id === undefined ? "issuer_missing" : "issuer_unknown");
  if (another) {
    ctx.keyMemory.noteSeveral();
    throw refusal("issuer_ambiguous");
  }
  if (!certificate) throw refusal("issuer_without_certificate");
  const { acceptedCertificateId, ...profile } = found;
  const issuer = {
    ...profile,
    clockOffsetMs: profile.environment === "sandbox" ? (clockOffsetMs ?? 0) : 0,
    certificate,
    isAccepted: profile.environment === "sandbox" || acceptedCertificateId === certificate.id,
  };
  return { issuer, earlier: earlierOf(earlier, issuer.id), isRecalled: false };
}

/** What the issuer's object needs to know of it. */
export const identityOf = ({ id, cuit, environment, certificate }: InvoicingIssuer): IssuerIdentity => ({
  id,
  cuit,
  environment,
  certificate,
});

/** What it has to remember of it, for when Postgres is away. */
export const profileOf = ({ ivaCondition, defaultPointOfSale, isAccepted, clockOffsetMs }: InvoicingIssuer): IssuerProfile => ({
  ivaCondition,
  defaultPointOfSale,
  isAccepted,
  clockOffsetMs,
});

const refusal = (code: ProblemCode) => new AppError("invalid_request", { problems: [problem("issuer", code)] });
