import type { Role } from "../../../shared/roles.ts";
import type { Organization } from "../../../shared/schemas/organization.ts";
import type { OrganizationRow } from "../../db/organizations.ts";

/** How long an organization can be restored. */
export const GRACE_MS = 30 * 86_400_000;

/** An organization as one of its members sees it. */
export function toOrganization({ id, name, createdAt, deletedAt }: OrganizationRow, role: Role): Organization {
  const deleted = deletedAt === null ? null : new Date(deletedAt);
  return {
    id,
    object: "organization",
    name,
    role,
    created_at: new Date(createdAt).toISOString(),
    deleted_at: deleted && deleted.toISOString(),
    purged_on: deleted && new Date(deleted.getTime() + GRACE_MS).toISOString(),
  };
}
