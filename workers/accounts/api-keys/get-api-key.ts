import { AppError } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import { problem } from "../../../shared/problems.ts";
import type { ApiKey, ApiKeyQuery } from "../../../shared/schemas/api-key.ts";
import { type Page, toPage } from "../../../shared/schemas/page.ts";
import { type ApiKeyRow, findApiKeyRow, listApiKeyRows } from "../../db/api-key-rows.ts";
import { rowsOf } from "../../db/rows.ts";
import { auditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireRole } from "../../platform/context.ts";
import { KEEPERS } from "./make-key.ts";
import { toApiKey } from "./to-api-key.ts";

const ID = idPattern("key");

/** The audit log hears of it. @throws AppError `not_found` */
export async function getApiKey(ctx: Ctx, id: string): Promise<ApiKey> {
  requireRole(ctx, KEEPERS);
  const row = await findKey(ctx, id);
  await ctx.db.commit([auditEntry({ ...ctx, mode: row.mode }, "api_key.read", id)]);
  return toApiKey(row, ctx.now());
}

/** Of both modes unless one is asked for; the audit log hears of it. @throws AppError `invalid_request` for a cursor that is none of ours */
export async function listApiKeys(ctx: Ctx, { mode, limit, cursor }: ApiKeyQuery): Promise<Page<ApiKey>> {
  requireRole(ctx, KEEPERS);
  if (cursor !== undefined && !ID.test(cursor)) throw new AppError("invalid_request", { problems: [problem("cursor", "cursor_invalid")] });
  const entry = auditEntry({ ...ctx, mode: mode ?? "live" }, "api_key.listed", ctx.organizationId);
  const [rows] = await ctx.db.ask([listApiKeyRows(ctx.organizationId, mode, cursor, limit + 1)], [entry]);
  const now = ctx.now();
  return toPage(rowsOf<ApiKeyRow>(rows), limit, (row) => toApiKey(row, now));
}

/** @throws AppError `not_found` */
export async function findKey(ctx: Ctx, id: string): Promise<ApiKeyRow> {
  const [rows] = ID.test(id) ? await ctx.db.ask([findApiKeyRow(ctx.organizationId, id)]) : [];
  const [row] = rowsOf<ApiKeyRow>(rows);
  if (!row) throw new AppError("not_found", { param: "id" });
  return row;
}
