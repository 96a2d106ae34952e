import type { Database } from "../../db/database.ts";
import { lateAnchors } from "../../db/audit-anchors.ts";
import { log } from "../../platform/log.ts";

/** Each hour; `count` says how many there are altogether. */
const MAX_LINES = 20;

/** Tells of the chains that should have been anchored two days ago, whatever kept them from it: nobody else would notice. */
export async function warnOfLateAnchors({ database }: { readonly database: Database }, now: Date): Promise<void> {
  for (const { chain, since, count } of await lateAnchors(database, now, MAX_LINES)) {
    log("error", "audit_log.anchor.late", { organization_id: chain, since, count });
  }
}
