import type { SQL } from "drizzle-orm";
import { issuers } from "../db/issuers.ts";
import type { Owner } from "../db/owner.ts";
import { type IssuerIdentity, issuerObjectName } from "../issuer/index.ts";
import type { Ctx } from "../platform/context.ts";

/** More than any organization has. */
const ALL = 10_000;

/** Every issuer of the organization, in the mode of its key. */
export const allIssuers = (ctx: Ctx, where?: SQL) => ctx.db.list(issuers, where, ALL);

/** The object that issues for that CUIT. */
export const issuerObject = (ctx: Ctx, issuer: Pick<IssuerIdentity, "environment" | "cuit">) =>
  ctx.issuers.getByName(issuerObjectName(issuer, ctx));

/** What the one of these objects knows that knows of it; undefined where none does. @throws what another one did, where it may be that one */
export async function askObjects<T>(
  ctx: Ctx,
  candidates: readonly Pick<IssuerIdentity, "environment" | "cuit">[],
  ask: (object: ReturnType<typeof issuerObject>) => Promise<T | undefined>,
): Promise<T | undefined> {
  const answers = await Promise.allSettled(candidates.map((issuer) => ask(issuerObject(ctx, issuer))));
  for (const answer of answers) if (answer.status === "fulfilled" && answer.value !== undefined) return answer.value;
  for (const answer of answers) if (answer.status === "rejected") throw answer.reason;
  return undefined;
}

/** Whose the invoices are, as the object is told. */
export const ownerOf = ({ organizationId, mode }: Ctx): Owner => ({ organizationId, mode });
