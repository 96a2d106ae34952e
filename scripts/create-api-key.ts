/** `npm run create-api-key -- "Name"`: a new organization in the PostgreSQL of DATABASE_URL (its owner), and a test key of it. */
import { newId } from "../shared/ids.ts";
import { newApiKey } from "../workers/accounts/api-keys/format.ts";
import { ensureOrganization } from "./local/organization.ts";
import { Refusal, runScript } from "./local/refusal.ts";
import { openLocalDatabase } from "./neon/local-database.ts";

await runScript(async () => {
  const [name] = process.argv.slice(2);
  const { DATABASE_URL, API_KEY_PEPPER } = process.env;
  if (!name || !DATABASE_URL || !API_KEY_PEPPER) {
    throw new Refusal('Usage: DATABASE_URL=… API_KEY_PEPPER=… npm run create-api-key -- "Name of the organization"');
  }
  const first = {
    organizationId: newId("org"),
    apiKeyId: newId("key"),
    apiKey: newApiKey("sk", "test"),
    auditIds: [newId("aud"), newId("aud")],
  } as const;
  const database = await openLocalDatabase({ store: { url: DATABASE_URL } });
  try {
    await ensureOrganization(database, name, first, API_KEY_PEPPER);
  } finally {
    await database.close();
  }
  console.log(first.apiKey);
  return 0;
});
