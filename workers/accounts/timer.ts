import type { newId } from "../../shared/ids.ts";
import type { Database } from "../db/database.ts";
import { log } from "../platform/log.ts";
import type { KeyRing } from "../platform/seal.ts";
import { anchorAuditLogs } from "./audit/anchor-audit-logs.ts";
import { warnOfLateAnchors } from "./audit/warn-of-late-anchors.ts";
import { watchCertificates } from "./certificates/expiry/watch-certificates.ts";
import { purgeOrganizations } from "./organizations/purge-organizations.ts";
import { sweepPeople } from "./people/index.ts";

interface Ports {
  readonly database: Database;
  readonly mailKeys: () => KeyRing;
  readonly newId: typeof newId;
  readonly signer: Env["SIGNER"];
  readonly anchors: Env["AUDIT_ANCHORS"];
}

type Chore = (ports: Ports, now: Date) => Promise<unknown>;

/** By the expressions of wrangler.toml, in UTC. Mails about certificates come at 09:00 in Buenos Aires, when somebody is there. */
const CHORES: Readonly<Record<string, Readonly<Record<string, Chore>>>> = {
  "20 * * * *": {
    sweep_people: sweepPeople,
    purge_organizations: (ports, now) => purgeOrganizations({ ...ports, now }),
    anchor_audit_logs: anchorAuditLogs,
    warn_of_late_anchors: warnOfLateAnchors,
  },
  "0 12 * * *": {
    watch_certificates: ({ mailKeys, ...ports }, now) => watchCertificates({ ...ports, mailKeys: mailKeys() }, now),
  },
};

/**
 * What the timer does for accounts. One that fails keeps no other from being done, and comes again with the next hour, or the next day:
 * each finds by itself what is left to do.
 * @param at when it was due, milliseconds
 * @returns whether that expression is one of these
 */
export async function runAccountChores(ports: Ports, cron: string, at: number): Promise<boolean> {
  const chores = Object.hasOwn(CHORES, cron) ? CHORES[cron] : undefined;
  for (const [operation, chore] of Object.entries(chores ?? {})) {
    await chore(ports, new Date(at)).catch((error: unknown) => log("error", "chore.work.failed", { operation, error }));
  }
  return chores !== undefined;
}
