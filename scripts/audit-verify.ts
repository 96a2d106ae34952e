/** `npm run audit:verify`: checks every chain of the audit log in the PostgreSQL of DATABASE_URL (its owner), or in the embedded database. Exits 1 where one does not hold. */
import { join } from "node:path";
import { reportOf, verifyAuditLog } from "./audit/verify.ts";
import { runScript } from "./local/refusal.ts";
import { lockDataDir } from "./local/run-file.ts";
import { readSettings } from "./local/settings.ts";
import { openLocalDatabase } from "./neon/local-database.ts";

await runScript(async () => {
  const { databaseUrl, dataDir } = readSettings();
  await using resources = new AsyncDisposableStack();
  if (databaseUrl === undefined) {
    const lock = await lockDataDir(dataDir, { url: "npm run audit:verify" });
    resources.defer(lock.release);
  }
  const database = await openLocalDatabase({
    store: databaseUrl === undefined ? { folder: join(dataDir, "pglite") } : { url: databaseUrl },
  });
  resources.defer(() => database.close());
  const verdict = await database.asOwner(verifyAuditLog);
  for (const line of reportOf(verdict)) console.log(line);
  return verdict.faults.length === 0 ? 0 : 1;
});
