import { AppError } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import type { Issuer } from "../../../shared/schemas/issuer.ts";
import { issuers } from "../../db/issuers.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { toIssuer } from "./to-issuer.ts";

const ID = idPattern("iss");

/** @throws AppError `not_found`, also for another organization's issuer and for the other mode's. */
export async function getIssuer(ctx: Ctx, id: string): Promise<Issuer> {
  requireScope(ctx, "issuers:read");
  const row = ID.test(id) ? await ctx.db.get(issuers, id) : undefined;
  if (!row) throw new AppError("not_found", { param: "id" });
  return toIssuer(row);
}
