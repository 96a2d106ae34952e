import { AppError } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import { SCOPES_OF_ROLE } from "../../../shared/roles.ts";
import { type ApiKeyInput, HOURLY_LIMIT, type NewApiKey } from "../../../shared/schemas/api-key.ts";
import { auditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireRole } from "../../platform/context.ts";
import { KEEPERS, keepKey, type KeyWish, makeKey, requireScopes, requireSecondFactor, toNewApiKey } from "./make-key.ts";

/**
 * @throws AppError `forbidden` for a scope that its maker has not; `second_factor_setup_required`; `quota_exceeded`; `invalid_request`
 *   for an end in the past
 */
export async function createApiKey(ctx: Ctx, input: ApiKeyInput): Promise<NewApiKey> {
  const me = requireRole(ctx, KEEPERS);
  const { name, mode, scopes = SCOPES_OF_ROLE[me.role], ip_allow: ipAllow = [], limits = {} } = input;
  requireScopes(me, scopes);
  requireSecondFactor(me, mode);
  const expiresAt = input.expires_at === undefined ? null : new Date(input.expires_at);
  if (expiresAt && expiresAt <= ctx.now()) throw new AppError("invalid_request", { problems: [problem("expires_at", "moment_past")] });
  const wish: KeyWish = {
    mode,
    kind: input.scopes ? "rk" : "sk",
    name,
    scopes: [...new Set(scopes)],
    ipAllow,
    limits: { reads: limits.reads ?? HOURLY_LIMIT, issuing: limits.issuing ?? HOURLY_LIMIT, lookups: limits.lookups ?? HOURLY_LIMIT },
    replaces: null,
    expiresAt,
  };
  const { row, secret } = await makeKey(ctx, me, wish);
  const entry = auditEntry({ ...ctx, mode }, "api_key.created", row.id, {
    name,
    key_mode: mode,
    scopes: wish.scopes,
    expires_at: expiresAt,
    ip_allow: ipAllow,
  });
  await keepKey(ctx, row, [entry]);
  return toNewApiKey(row, secret);
}
