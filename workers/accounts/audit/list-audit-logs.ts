import type { AuditLogEntry, AuditLogQuery } from "../../../shared/schemas/audit-log.ts";
import type { Page } from "../../../shared/schemas/page.ts";
import { type AuditRow, listAuditLog } from "../../db/audit-log.ts";
import { rowsOf } from "../../db/rows.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";

/** Newest first. A key sees what was done in its own mode; members, all. */
export async function listAuditLogs(ctx: Ctx, { limit, cursor, ...filter }: AuditLogQuery): Promise<Page<AuditLogEntry>> {
  requireScope(ctx, "audit:read");
  const mode = ctx.principal.kind === "api_key" ? ctx.mode : undefined;
  const [found] = await ctx.db.ask([listAuditLog(ctx.organizationId, { ...filter, mode, before: cursor }, limit + 1)]);
  const rows = rowsOf<AuditRow>(found);
  const shown = rows.slice(0, limit);
  const more = rows.length > limit;
  const last = shown.at(-1);
  return { object: "list", data: shown.map(toEntry), has_more: more, next_cursor: more && last ? String(last.seq) : null };
}

const toEntry = (row: AuditRow): AuditLogEntry => ({ ...row, object: "audit_log_entry" });
