import type { Organization, OrganizationInput } from "../../../shared/schemas/organization.ts";
import { createOrganization as creation } from "../../db/organizations.ts";
import type { UserCtx } from "../../platform/context.ts";
import { toOrganization } from "./to-organization.ts";

/** Who creates it is its first owner. */
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
  await ctx.db.ask(creation({ id, name, userId: ctx.actor, at }, [entry]));
  return toOrganization({ id, name, createdAt: at.toISOString(), deletedAt: null }, "owner");
}
