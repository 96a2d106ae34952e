import { MANAGERS } from "../../../shared/roles.ts";
import type { Organization, OrganizationInput } from "../../../shared/schemas/organization.ts";
import { lockOrganization, renameOrganization } from "../../db/organizations.ts";
import { saidByGuard } from "../../db/rows.ts";
import { sharedAuditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireRole } from "../../platform/context.ts";
import { getOrganization } from "./get-organization.ts";

export async function updateOrganization(ctx: Ctx, { name }: OrganizationInput): Promise<Organization> {
  requireRole(ctx, MANAGERS);
  const id = ctx.organizationId;
  const statements = [lockOrganization(id), renameOrganization(id, name)];
  await ctx.db
    .commit([sharedAuditEntry(ctx, "organization.updated", id, { name })], ...statements.map(ctx.db.statement))
    .catch(saidByGuard);
  return getOrganization(ctx);
}
