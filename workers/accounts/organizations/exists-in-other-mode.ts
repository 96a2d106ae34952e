import { existsInMode, hasAnythingLive as anythingLive } from "../../db/other-mode.ts";
import type { Mode } from "../../db/owner.ts";
import { idPattern } from "../../../shared/ids.ts";
import type { Ctx } from "../../platform/context.ts";

const BATCH = idPattern("bat");

/** The other mode, where the organization has an object with that id there. Only for members: an API key is of one mode. */
export async function existsInOtherMode(ctx: Ctx, id: string): Promise<Mode | undefined> {
  const { db, organizationId, mode, principal } = ctx;
  if (principal.kind !== "user") return undefined;
  const other = mode === "test" ? "live" : "test";
  // A batch is in no table: its object knows whose it is.
  const isThere = BATCH.test(id)
    ? ctx.batches.getByName(id).isOf({ organizationId, mode: other })
    : existsInMode(db, organizationId, other, id);
  return (await isThere) ? other : undefined;
}

/** An issuer, or an API key, whichever mode is asked in: then its owners and admins need a second factor for what is of both modes. */
export const hasAnythingLive = ({ db, organizationId }: Ctx): Promise<boolean> => anythingLive(db, organizationId);
