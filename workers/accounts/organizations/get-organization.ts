import { AppError } from "../../../shared/errors.ts";
import { ROLES } from "../../../shared/roles.ts";
import type { Organization } from "../../../shared/schemas/organization.ts";
import { findOrganization, type OrganizationRow } from "../../db/organizations.ts";
import { rowsOf } from "../../db/rows.ts";
import { type Ctx, requireRole } from "../../platform/context.ts";
import { toOrganization } from "./to-organization.ts";

/** @throws AppError `not_found` */
export async function getOrganization(ctx: Ctx): Promise<Organization> {
  const { role } = requireRole(ctx, ROLES);
  const [rows] = await ctx.db.ask([findOrganization(ctx.organizationId)]);
  const [row] = rowsOf<OrganizationRow>(rows);
  if (!row) throw new AppError("not_found", { param: "id" });
  return toOrganization(row, role);
}
