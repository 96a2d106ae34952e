import { auditEntry } from "../../platform/audit-entry.ts";
import type { Ctx } from "../../platform/context.ts";

/** The same refusal to the same one is told once in this time. */
const SAME_MS = 10 * 60_000;
/** And no more than so many of one organization in an hour, whoever tries. */
const MOST_AN_HOUR = 60;
const HOUR_MS = 3_600_000;
const MAX_ENTRIES = 10_000;

/** The action of refusals in the audit log: a class of their own. */
const REFUSED = "request.refused";

export interface Refusal {
  readonly operation: string;
  /** Of the error. */
  readonly code: string;
}

/**
 * Which refusals does the audit log hear of? Whoever is refused can ask as often as he likes, and must not fill the log with it.
 * One per isolate.
 */
export function refusalCap() {
  const told = new Map<string, number>();
  const hours = new Map<string, { readonly hour: number; count: number }>();

  return (organizationId: string, actor: string, { operation, code }: Refusal, now: number): boolean => {
    const same = JSON.stringify([organizationId, actor, operation, code]);
    if (now < (told.get(same) ?? 0) + SAME_MS) return false;
    const hour = Math.floor(now / HOUR_MS);
    const known = hours.get(organizationId);
    const current = known?.hour === hour ? known : { hour, count: 0 };
    if (current.count >= MOST_AN_HOUR) return false;
    current.count += 1;
    remember(hours, organizationId, current);
    remember(told, same, now);
    return true;
  };
}

export const recordRefusal = (ctx: Ctx, { operation, code }: Refusal): Promise<void> =>
  ctx.db.commit([auditEntry(ctx, REFUSED, operation, { code })]);

/** Full, the oldest goes. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  const oldest = map.size >= MAX_ENTRIES ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
  map.set(key, value);
}
