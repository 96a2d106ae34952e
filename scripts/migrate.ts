/** `npm run migrate`: brings the PostgreSQL of DATABASE_URL, as its owner, or the embedded database up to date. */
import { join } from "node:path";
import { openLocalDatabase } from "./neon/local-database.ts";
import { Refusal, runScript } from "./local/refusal.ts";
import { lockDataDir } from "./local/run-file.ts";
import { openSecrets } from "./local/secrets.ts";
import { readSettings } from "./local/settings.ts";

await runScript(async () => {
  const { databaseUrl, dataDir } = readSettings();
  await using resources = new AsyncDisposableStack();
  if (databaseUrl === undefined) {
    const lock = await lockDataDir(dataDir, { url: "npm run migrate" });
    resources.defer(lock.release);
    openSecrets(dataDir);
  }
  const database = await openLocalDatabase({
    store: databaseUrl === undefined ? { folder: join(dataDir, "pglite") } : { url: databaseUrl },
  });
  resources.defer(() => database.close());
  const applied = await database.migrate().catch((error: Error) => {
    throw error instanceof Refusal ? error : new Refusal(`Migrations failed: ${error.message || String(Reflect.get(error, "code"))}`);
  });
  for (const name of applied) console.log(`✓ ${name}`);
  console.log(applied.length === 0 ? "The database is up to date." : `${applied.length} applied.`);
  return 0;
});
