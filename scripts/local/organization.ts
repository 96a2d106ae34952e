import { apiKeyHint, hashApiKey } from "../../workers/accounts/api-keys/format.ts";
import { auditPayload } from "../../workers/db/audit.ts";
import { SCOPES } from "../../workers/platform/context.ts";
import type { LocalDatabase } from "../neon/local-database.ts";

interface FirstKey {
  readonly organizationId: string;
  readonly apiKeyId: string;
  readonly apiKey: string;
  readonly auditIds: readonly [string, string];
}

/**
 * An organization and its first test key, which no route makes yet. Ids are handed in, so that doing it again, after a crash
 * or at the next start, changes nothing.
 * @param pepper base64
 */
export async function ensureOrganization(database: LocalDatabase, name: string, first: FirstKey, pepper: string): Promise<void> {
  const { organizationId, apiKeyId, apiKey, auditIds } = first;
  const now = new Date();
  const hash = hashApiKey(apiKey, pepper);
  const entries = [
    { id: auditIds[0], actor: "local", action: "organization.created", target: organizationId, change: { name } },
    { id: auditIds[1], actor: "local", action: "api_key.created", target: apiKeyId, change: { mode: "test", scopes: SCOPES } },
  ];
  await database.asOwner(async (client) => {
    await client.query("begin");
    await client.query("insert into organizations (id, name, created_at) values ($1, $2, $3) on conflict (id) do nothing", [
      organizationId,
      name,
      now,
    ]);
    await client.query(
      // Whoever tries the API, or measures it, shall not meet the limits of an ordinary key.
      `insert into api_keys (id, organization_id, mode, hash, pepper_version, hint, name, scopes, created_at, limit_reads, limit_issuing, limit_lookups)
       values ($1, $2, 'test', $3, 1, $4, $5, $6, $7, 1000000, 1000000, 1000000) on conflict (id) do nothing`,
      [apiKeyId, organizationId, hash, apiKeyHint(apiKey), name, SCOPES, now],
    );
    await client.query("select audit_append($1, $2)", [organizationId, JSON.stringify(entries.map(auditPayload))]);
    await client.query("commit");
  });
}
