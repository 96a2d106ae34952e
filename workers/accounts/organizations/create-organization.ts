import type { Organization, OrganizationInput } from "../../../shared/schemas/organization.ts";
import { createOrganization as creation, makeRoom } from "../../db/organizations.ts";
import { saidByGuard } from "../../db/rows.ts";
import type { UserCtx } from "../../platform/context.ts";
import { quotaOf } from "../limits/quota.ts";
import { toOrganization } from "./to-organization.ts";

/** That one user owns. */
const MOST = 20;

/** Who creates it is its first owner. @throws AppError `quota_exceeded` */
export async function createOrganization(ctx: UserCtx, { name }: OrganizationInput): Promise<Organization> {
  const id = ctx.newId("org");
  const at = ctx.now();
  const entry = {
    id: ctx.newId("aud"),
    actor: ctx.actor,
    action: "organization.created",
    target: id,
    change: { name, request_id: ctx.requestId },
  };
  await ctx.db
    .ask(...makeRoom(ctx.actor, MOST), creation({ id, name, userId: ctx.actor, at }, [entry]))
    .catch(saidByGuard)
    .catch(quotaOf("organizations_full", MOST));
  return toOrganization({ id, name, createdAt: at.toISOString(), deletedAt: null }, "owner");
}
