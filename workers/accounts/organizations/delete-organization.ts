import type { Organization } from "../../../shared/schemas/organization.ts";
import { deleteOrganization as deletion, restoreOrganization as restoration } from "../../db/organizations.ts";
import { saidByGuard } from "../../db/rows.ts";
import { sharedAuditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireRole } from "../../platform/context.ts";
import { endKeys, reconsiderKeys } from "../api-keys/tell-keepers.ts";
import { getOrganization } from "./get-organization.ts";
import { GRACE_MS } from "./to-organization.ts";

/**
 * From now on nobody gets in, nor any key of it; invoices that ARCA was already asked for are still seen through. An owner can
 * restore it until its days of grace are over.
 * @throws AppError `organization_deleted` where it is already
 */
export async function deleteOrganization(ctx: Ctx): Promise<Organization> {
  const { id: by } = requireRole(ctx, ["owner"]);
  const id = ctx.organizationId;
  const statement = ctx.db.statement(deletion(id, by, ctx.now()));
  await ctx.db.commit([sharedAuditEntry(ctx, "organization.deleted", id)], statement).catch(saidByGuard);
  await endKeys(ctx, null, ctx.now());
  return getOrganization(ctx);
}

/** @throws AppError `not_found` where it is not being deleted, or its days of grace are over */
export async function restoreOrganization(ctx: Ctx): Promise<Organization> {
  requireRole(ctx, ["owner"]);
  const id = ctx.organizationId;
  const statement = ctx.db.statement(restoration(id, new Date(ctx.now().getTime() - GRACE_MS)));
  await ctx.db.commit([sharedAuditEntry(ctx, "organization.restored", id)], statement).catch(saidByGuard);
  await reconsiderKeys(ctx);
  return getOrganization(ctx);
}
