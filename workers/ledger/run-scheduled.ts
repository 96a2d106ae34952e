import { fiscalDate } from "../../shared/dates.ts";
import type { ChorePorts } from "./ports.ts";
import { scheduleAudits } from "./schedule-audits.ts";
import { sweep } from "./sweep.ts";

/** As wrangler.toml has it: 06:30 UTC, 03:30 in Buenos Aires. */
const NIGHTLY = "30 6 * * *";

/** @param cron the expression that is due. @param at when it was, milliseconds */
export function runScheduled(ports: ChorePorts, cron: string, at: number): Promise<void> {
  return cron === NIGHTLY ? scheduleAudits(ports, fiscalDate(new Date(at))) : sweep(ports, at);
}
