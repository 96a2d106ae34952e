import { activeIssuerObjects } from "../db/issuer-objects.ts";
import { log } from "../platform/log.ts";
import type { Chore } from "./chore.ts";
import type { ChorePorts } from "./ports.ts";

/** An object is audited as long as it has issued something in the last so many days. */
const ACTIVE_DAYS = 400;
/** Messages in one call to a queue. */
const PAGE = 100;

/** One message an active object. @param night names the run: a repetition of it makes no second report */
export async function scheduleAudits({ database, chores }: ChorePorts, night: string): Promise<void> {
  let count = 0;
  for (let after = ""; ;) {
    const names = await activeIssuerObjects(database, ACTIVE_DAYS, after, PAGE);
    if (names.length > 0) await chores.sendBatch(names.map((object) => ({ body: toChore(object, night) })));
    count += names.length;
    const last = names.at(-1);
    if (last === undefined || names.length < PAGE) break;
    after = last;
  }
  log("info", "ledger.audits.scheduled", { count });
}

const toChore = (object: string, night: string): Chore => ({ type: "audit_ledger", object, run: `nightly:${night}`, report: null });
