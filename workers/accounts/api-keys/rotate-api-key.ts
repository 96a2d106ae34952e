import { LAST_INSTANT } from "../../../shared/dates.ts";
import type { NewApiKey, RotationInput } from "../../../shared/schemas/api-key.ts";
import { type ApiKeyRow, REPLACED_ONCE, retireApiKey } from "../../db/api-key-rows.ts";
import { conflictOn } from "../../db/database.ts";
import { auditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireRole } from "../../platform/context.ts";
import { findKey } from "./get-api-key.ts";
import { KEEPERS, keepKey, makeKey, requireScopes, requireSecondFactor, toNewApiKey } from "./make-key.ts";
import { endKeys } from "./tell-keepers.ts";

/**
 * A new key for all that the old one does; for a while both work, so that nothing that uses it stands still.
 * @throws AppError `not_found`; `forbidden` for a scope that one has not; `conflict` where it was replaced or has ended already; `quota_exceeded`
 */
export async function rotateApiKey(ctx: Ctx, id: string, { expires_in: seconds }: RotationInput): Promise<NewApiKey> {
  const me = requireRole(ctx, KEEPERS);
  const old = await findKey(ctx, id);
  requireScopes(me, old.scopes);
  requireSecondFactor(me, old.mode);
  const now = ctx.now();
  const { mode, kind, name, scopes, ipAllow, limits } = old;
  const { row, secret } = await makeKey(ctx, me, { mode, kind, name, scopes, ipAllow, limits, replaces: id, expiresAt: endOf(old, now) });
  const end = new Date(now.getTime() + seconds * 1000);
  const entries = [
    auditEntry({ ...ctx, mode }, "api_key.rotated", id, { replaced_by: row.id, expires_at: end }),
    auditEntry({ ...ctx, mode }, "api_key.created", row.id, { name, key_mode: mode, scopes, replaces: id }),
  ];
  await keepKey(ctx, row, entries, retireApiKey(ctx.organizationId, id, end)).catch(conflictOn(REPLACED_ONCE, "id"));
  await endKeys(ctx, [id], end);
  return toNewApiKey(row, secret);
}

/** As long a life as the old one was given, and no longer than can be written. */
const endOf = ({ createdAt, expiresAt }: ApiKeyRow, now: Date): Date | null =>
  expiresAt === null ? null : new Date(Math.min(now.getTime() + Date.parse(expiresAt) - Date.parse(createdAt), LAST_INSTANT));
