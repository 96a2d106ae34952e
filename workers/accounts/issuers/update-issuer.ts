import { AppError } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import type { Issuer, IssuerChanges } from "../../../shared/schemas/issuer.ts";
import { issuers } from "../../db/issuers.ts";
import { auditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { requireRepresentative } from "./representative.ts";
import { toIssuer } from "./to-issuer.ts";

const ID = idPattern("iss");

/** @throws AppError `not_found`; `invalid_request` on `represented_by` */
export async function updateIssuer(ctx: Ctx, id: string, input: IssuerChanges): Promise<Issuer> {
  requireScope(ctx, "issuers:write");
  const row = ID.test(id) ? await ctx.db.get(issuers, id) : undefined;
  if (!row) throw new AppError("not_found", { param: "id" });
  const { represented_by: representedBy, default_point_of_sale: defaultPointOfSale } = input;
  if (typeof representedBy === "string") await requireRepresentative(ctx, row, representedBy);
  const changes = {
    ...(representedBy !== undefined && { representedBy }),
    ...(defaultPointOfSale !== undefined && { defaultPointOfSale }),
  };
  if (Object.keys(changes).length > 0)
    await ctx.db.commit([auditEntry(ctx, "issuer.updated", id, input)], ctx.db.update(issuers, id, changes));
  return toIssuer({ ...row, ...changes });
}
