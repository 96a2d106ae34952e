import type { LocalDatabase } from "../neon/local-database.ts";
import { Refusal } from "./refusal.ts";
import { type Secrets, saveSecrets } from "./secrets.ts";

/** What the Durable Objects in DATA_DIR know and what the database holds belong together; mixed, numbers would be lost. */
const mismatch = (dataDir: string) =>
  new Refusal(
    `The database and DATA_DIR (${dataDir}) belong to different instances. Use the pair that belongs together, or a new one of each.`,
  );

/** Reads before anything is migrated: another instance's database is left as it is. @throws {Refusal} */
export async function checkInstanceId(database: LocalDatabase, dataDir: string, { instanceId, bound }: Secrets): Promise<void> {
  const found = await readInstanceId(database);
  if (found === undefined ? bound : found !== instanceId) throw mismatch(dataDir);
}

/** Ties the migrated database to the folder. A start that dies halfway leaves a pair that the next one accepts. */
export async function bindInstanceId(database: LocalDatabase, dataDir: string, secrets: Secrets): Promise<void> {
  if (secrets.bound) return;
  await database.asOwner((client) => client.query("insert into instance (id) values ($1) on conflict do nothing", [secrets.instanceId]));
  if ((await readInstanceId(database)) !== secrets.instanceId) throw mismatch(dataDir);
  saveSecrets(dataDir, { ...secrets, bound: true });
}

async function readInstanceId(database: LocalDatabase): Promise<string | undefined> {
  return database.asOwner(async (client) => {
    const { rows: tables } = await client.query<{ exists: boolean }>("select to_regclass('instance') is not null as exists");
    if (tables[0]?.exists !== true) return undefined;
    const { rows } = await client.query<{ id: string }>("select id from instance");
    return rows[0]?.id;
  });
}
