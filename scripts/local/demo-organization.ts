import { apiKeyHint, hashApiKey } from "../../workers/accounts/api-keys/format.ts";
import { auditPayload } from "../../workers/db/audit.ts";
import { SCOPES } from "../../workers/platform/context.ts";
import type { LocalDatabase } from "../neon/local-database.ts";
import type { Secrets } from "./secrets.ts";

/**
 * The organization and its test key, which no route makes yet. The ids were made with DATA_DIR, so that doing it again,
 * after a crash or at the next start, changes nothing.
 */
export async function ensureDemoOrganization(database: LocalDatabase, { demo, apiKeyPepper }: Secrets, now = new Date()): Promise<void> {
  const { organizationId, apiKeyId, apiKey, auditIds } = demo;
  const hash = await hashApiKey(apiKey, apiKeyPepper);
  const entries = [
    { id: auditIds[0], actor: "local", action: "organization.create", target: organizationId, change: { name: "Demo" } },
    { id: auditIds[1], actor: "local", action: "api_key.create", target: apiKeyId, change: { mode: "test", scopes: SCOPES } },
  ];
  await database.asOwner(async (client) => {
    await client.query("begin");
    await client.query("insert into organizations (id, name, created_at) values ($1, 'Demo', $2) on conflict (id) do nothing", [
      organizationId,
      now,
    ]);
    await client.query(
      `insert into api_keys (id, organization_id, mode, hash, pepper_version, hint, name, scopes, created_at)
       values ($1, $2, 'test', $3, 1, $4, 'Demo', $5, $6) on conflict (id) do nothing`,
      [apiKeyId, organizationId, hash, apiKeyHint(apiKey), SCOPES, now],
    );
    await client.query("select audit_append($1, $2)", [organizationId, JSON.stringify(entries.map(auditPayload))]);
    await client.query("commit");
  });
}
