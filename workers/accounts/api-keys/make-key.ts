import type { SQL } from "drizzle-orm";
import { AppError } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import { type Role, SCOPES_OF_ROLE } from "../../../shared/roles.ts";
import type { NewApiKey } from "../../../shared/schemas/api-key.ts";
import { type ApiKeyRow, insertApiKey, type NewApiKey as NewRow, requireRoom } from "../../db/api-key-rows.ts";
import type { AuditEntry } from "../../db/audit.ts";
import { lockOrganization } from "../../db/organizations.ts";
import { saidByGuard } from "../../db/rows.ts";
import type { Mode } from "../../db/owner.ts";
import type { Ctx } from "../../platform/context.ts";
import { lacksSecondFactor, type UserPrincipal } from "../../platform/principal.ts";
import { apiKeyHint, hashApiKey, newApiKey } from "./format.ts";
import { quotaOf } from "../limits/quota.ts";
import { toApiKey } from "./to-api-key.ts";

/** Who may manage keys. */
export const KEEPERS: readonly Role[] = ["owner", "admin", "developer"];

export type KeyWish = Pick<NewRow, "mode" | "kind" | "name" | "scopes" | "ipAllow" | "limits" | "replaces" | "expiresAt">;

/** A new key as it is stored, and the key itself, which is stored nowhere. */
export async function makeKey(ctx: Ctx, me: UserPrincipal, wish: KeyWish): Promise<{ readonly row: NewRow; readonly secret: string }> {
  const secret = newApiKey(wish.kind, wish.mode);
  const hash = hashApiKey(secret, ctx.apiKeyPepper);
  const row = {
    ...wish,
    id: ctx.newId("key"),
    organizationId: ctx.organizationId,
    hash,
    hint: apiKeyHint(secret),
    createdBy: me.id,
    createdAt: ctx.now(),
  };
  return { row, secret };
}

/** That an organization has, of those that work. */
const MOST = 100;

/** Stores it, with what else is to happen then, or nothing of it. @throws AppError `quota_exceeded`, and what the statements say */
export async function keepKey(ctx: Ctx, row: NewRow, entries: readonly AuditEntry[], ...before: readonly SQL[]): Promise<void> {
  const { organizationId } = ctx;
  const statements = [lockOrganization(organizationId), ...before, insertApiKey(row), requireRoom(organizationId, row.createdAt, MOST)];
  await ctx.db
    .commit(entries, ...statements.map(ctx.db.statement))
    .catch(saidByGuard)
    .catch(quotaOf("api_keys_full", MOST));
}

/** The only answer that ever shows a key. */
export function toNewApiKey({ createdAt, expiresAt, ...row }: NewRow, secret: string): NewApiKey {
  const shown: ApiKeyRow = {
    ...row,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: null,
    lastUsedAt: null,
  };
  return { ...toApiKey(shown, createdAt), secret };
}

/** Nobody gives a key more than he holds. @throws AppError `forbidden` */
export function requireScopes({ role }: UserPrincipal, scopes: readonly string[]): void {
  const mine: readonly string[] = SCOPES_OF_ROLE[role];
  if (!scopes.every((scope) => mine.includes(scope))) {
    throw new AppError("forbidden", { problems: [problem("scopes", "scope_not_yours", { scopes: mine.join(", ") })] });
  }
}

/** A key of live mode is live mode, whatever mode its maker is in. @throws AppError `second_factor_setup_required` */
export function requireSecondFactor(me: UserPrincipal, mode: Mode): void {
  if (mode === "live" && lacksSecondFactor(me, me.signedIn)) throw new AppError("second_factor_setup_required");
}
