import type { ApiKey, ApiKeyUpdate } from "../../../shared/schemas/api-key.ts";
import { revokeApiKey as revocation, updateApiKey as update } from "../../db/api-key-rows.ts";
import { saidByGuard } from "../../db/rows.ts";
import { auditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireRole } from "../../platform/context.ts";
import { findKey } from "./get-api-key.ts";
import { KEEPERS, requireScopes, requireSecondFactor } from "./make-key.ts";
import { endKeys } from "./tell-keepers.ts";
import { toApiKey } from "./to-api-key.ts";

/** @throws AppError `not_found`; `forbidden` where other networks would open more than one holds; `second_factor_setup_required` */
export async function updateApiKey(ctx: Ctx, id: string, { name, ip_allow: ipAllow }: ApiKeyUpdate): Promise<ApiKey> {
  const me = requireRole(ctx, KEEPERS);
  const row = await findKey(ctx, id);
  if (ipAllow) requireScopes(me, row.scopes);
  requireSecondFactor(me, row.mode);
  const change = { ...(name !== undefined && { name }), ...(ipAllow && { ip_allow: ipAllow }) };
  const statement = ctx.db.statement(update(ctx.organizationId, id, { name, ipAllow }));
  await ctx.db.commit([auditEntry({ ...ctx, mode: row.mode }, "api_key.updated", id, change)], statement).catch(saidByGuard);
  return toApiKey({ ...row, name: name ?? row.name, ipAllow: ipAllow ?? row.ipAllow }, ctx.now());
}

/** It opens nothing any more: to issue at once, for all else in five seconds at the latest. Revoking it again changes nothing. @throws AppError `not_found`, `second_factor_setup_required` */
export async function revokeApiKey(ctx: Ctx, id: string): Promise<ApiKey> {
  const me = requireRole(ctx, KEEPERS);
  const row = await findKey(ctx, id);
  requireSecondFactor(me, row.mode);
  const now = ctx.now();
  if (row.revokedAt !== null) return toApiKey(row, now);
  await ctx.db
    .commit([auditEntry({ ...ctx, mode: row.mode }, "api_key.revoked", id)], ctx.db.statement(revocation(ctx.organizationId, id, now)))
    .catch(saidByGuard);
  await endKeys(ctx, [id], now);
  return toApiKey({ ...row, revokedAt: now.toISOString() }, now);
}
