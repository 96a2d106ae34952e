/**
 * `npm run audit:verify [-- --anchors FOLDER]`: checks every chain of the audit log in the PostgreSQL of DATABASE_URL (its owner), or in
 * the embedded database; and holds it against its anchors: those in a copy of the bucket, or of the local instance. What may have signed
 * them is told by AUDIT_ANCHOR_KEYS (thumbprints), PRIVATE_KEY_KEYS, or the local instance. Exits 1 where anything does not hold.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readAnchorFolder, readLocalAnchors } from "./audit/anchor-files.ts";
import { anchorKids, verifyAnchors } from "./audit/anchors.ts";
import { reportOf, type Verdict, verifyAuditLog } from "./audit/verify.ts";
import { readRing } from "./keys/read-ring.ts";
import { Refusal, runScript } from "./local/refusal.ts";
import { lockDataDir } from "./local/run-file.ts";
import { hasSecrets, openSecrets } from "./local/secrets.ts";
import { readSettings } from "./local/settings.ts";
import { openLocalDatabase } from "./neon/local-database.ts";

const NO_KEYS = "AUDIT_ANCHOR_KEYS or PRIVATE_KEY_KEYS is missing: without one of them nobody can tell whose the anchors are.";

await runScript(async () => {
  const { anchors: folder } = parseArgs({ options: { anchors: { type: "string" } } }).values;
  const { databaseUrl, dataDir } = readSettings();
  await using resources = new AsyncDisposableStack();
  const isLocal = databaseUrl === undefined;
  if (isLocal) {
    const lock = await lockDataDir(dataDir, { url: "npm run audit:verify" });
    resources.defer(lock.release);
  }
  const kids = await knownKids(isLocal ? dataDir : undefined);
  const files = folder === undefined ? (isLocal ? await readLocalAnchors(dataDir) : undefined) : readAnchorFolder(folder);
  if (folder !== undefined && kids.length === 0) throw new Refusal(NO_KEYS);
  const database = await openLocalDatabase({ store: isLocal ? { folder: join(dataDir, "pglite") } : { url: databaseUrl } });
  resources.defer(() => database.close());
  const verdict = await database.asOwner(async (client): Promise<Verdict> => {
    const log = await verifyAuditLog(client);
    if (!files) return log;
    const { anchors, faults } = await verifyAnchors(client, files, new Set(kids));
    return { ...log, anchors, faults: [...log.faults, ...faults] };
  });
  for (const line of reportOf(verdict)) console.log(line);
  if (kids.length > 0) console.log(`Anchors are signed by ${kids.join(", ")}.`);
  if (!files)
    console.log("No anchors were looked at, so that an end that was cut off does not show: give their copy with --anchors FOLDER.");
  return verdict.faults.length === 0 ? 0 : 1;
});

/** @param dataDir of the local instance whose database it is */
async function knownKids(dataDir: string | undefined): Promise<string[]> {
  const { AUDIT_ANCHOR_KEYS: noted = "", PRIVATE_KEY_KEYS: given } = process.env;
  const own = dataDir !== undefined && hasSecrets(dataDir) ? openSecrets(dataDir).privateKeyKeys : undefined;
  const rings = [given, own].filter((json) => json !== undefined);
  const derived = await Promise.all(rings.map((json) => anchorKids(readRing(json))));
  return [...new Set([...noted.split(/[\s,]+/).filter((kid) => kid !== ""), ...derived.flat()])];
}
