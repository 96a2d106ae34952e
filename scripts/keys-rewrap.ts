/**
 * `npm run keys:rewrap`: brings every sealed private key under the newest key-encryption key. Of the PostgreSQL of DATABASE_URL, as
 * its owner, with the ring of PRIVATE_KEY_KEYS; or of the local instance. Afterwards the earlier keys may leave the ring.
 */
import { join } from "node:path";
import { readRing } from "./keys/read-ring.ts";
import { rewrapKeys } from "./keys/rewrap-keys.ts";
import { Refusal, runScript } from "./local/refusal.ts";
import { lockDataDir } from "./local/run-file.ts";
import { openSecrets } from "./local/secrets.ts";
import { readSettings } from "./local/settings.ts";
import { openLocalDatabase } from "./neon/local-database.ts";

await runScript(async () => {
  const { databaseUrl, dataDir } = readSettings();
  const given = process.env["PRIVATE_KEY_KEYS"];
  await using resources = new AsyncDisposableStack();
  if (databaseUrl === undefined) {
    const lock = await lockDataDir(dataDir, { url: "npm run keys:rewrap" });
    resources.defer(lock.release);
  } else if (given === undefined) {
    throw new Refusal("PRIVATE_KEY_KEYS is missing: the signer's ring of keys, with the new one as its current one.");
  }
  const ring = readRing(given ?? openSecrets(dataDir).privateKeyKeys);
  const database = await openLocalDatabase({
    store: databaseUrl === undefined ? { folder: join(dataDir, "pglite") } : { url: databaseUrl },
  });
  resources.defer(() => database.close());
  const { renewed, upToDate, refused } = await database.asOwner((client) => rewrapKeys(client, ring));
  console.log(`${renewed} renewed under key ${ring.current}, ${upToDate} under it already.`);
  for (const id of refused) console.error(`${id}: does not open with this ring, or has just changed; left as it is.`);
  return refused.length === 0 ? 0 : 1;
});
