import type { ApiKey } from "../../../shared/schemas/api-key.ts";
import type { ApiKeyRow } from "../../db/api-key-rows.ts";

/** A key as the API shows it: never the key itself. */
export const toApiKey = (row: ApiKeyRow, now: Date): ApiKey => ({
  id: row.id,
  object: "api_key",
  name: row.name,
  mode: row.mode,
  kind: row.kind === "sk" ? "secret" : "restricted",
  status: statusOf(row, now),
  hint: row.hint,
  scopes: [...row.scopes],
  ip_allow: [...row.ipAllow],
  limits: { ...row.limits },
  replaces: row.replaces,
  created_by: row.createdBy,
  created_at: new Date(row.createdAt).toISOString(),
  expires_at: instant(row.expiresAt),
  revoked_at: instant(row.revokedAt),
  last_used_at: instant(row.lastUsedAt),
});

function statusOf({ revokedAt, expiresAt }: ApiKeyRow, now: Date): ApiKey["status"] {
  if (revokedAt !== null) return "revoked";
  return expiresAt !== null && new Date(expiresAt) <= now ? "expired" : "active";
}

const instant = (text: string | null): string | null => (text === null ? null : new Date(text).toISOString());
