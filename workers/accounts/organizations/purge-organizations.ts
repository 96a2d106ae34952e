import type { newId } from "../../../shared/ids.ts";
import type { Database } from "../../db/database.ts";
import { organizationsToPurge, purgeOrganization } from "../../db/organizations.ts";
import { log } from "../../platform/log.ts";
import { GRACE_MS } from "./to-organization.ts";

interface Sweep {
  readonly database: Database;
  readonly now: Date;
  readonly newId: typeof newId;
}

/** For the timer: organizations whose days of grace are over, a few each time. One that fails does not keep the others. */
export async function purgeOrganizations({ database, now, newId: id }: Sweep): Promise<void> {
  const before = new Date(now.getTime() - GRACE_MS);
  for (const organization of await organizationsToPurge(database, before)) {
    const entry = { id: id("aud"), actor: "system", action: "organization.purged", target: organization };
    await purgeOrganization(database, organization, before, entry).then(
      () => log("info", "organization.purge.done", { organization_id: organization }),
      (error: unknown) => log("error", "organization.purge.failed", { organization_id: organization, error }),
    );
  }
}
