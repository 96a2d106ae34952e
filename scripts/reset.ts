/** `npm run reset [-- --yes]`: forgets the local instance in DATA_DIR. */
import { existsSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { Refusal, runScript } from "./local/refusal.ts";
import { endOrphans, runningOn } from "./local/run-file.ts";
import { hasSecrets } from "./local/secrets.ts";
import { dataDirOf } from "./local/settings.ts";

/** All that a start makes there. Anything else in the folder is not ours to delete. */
const OURS = ["api", "pglite", "pglite.new", "signer", "workers", "wrangler-registry", "run.json", "secrets.json", "secrets.json.new"];

await runScript(async () => {
  const { yes } = parseArgs({ options: { yes: { type: "boolean", default: false } } }).values;
  const dataDir = dataDirOf();
  const url = runningOn(dataDir);
  if (url !== undefined) throw new Refusal(`An instance runs on ${dataDir} (${url}). Stop it first.`);
  if (!existsSync(dataDir) || !(hasSecrets(dataDir) || readdirSync(dataDir).length === 0)) {
    console.log(`Nothing to forget: no instance has been started in ${dataDir}.`);
    return 0;
  }
  if (process.env["DATABASE_URL"]) console.log("The database of DATABASE_URL is not touched: empty it yourself, or use another one.");
  if (!yes && !(await confirm(`Delete the local instance in ${dataDir}, with its invoices and its key? [y/N] `)))
    throw new Refusal("Nothing was deleted.");
  await endOrphans(dataDir);
  for (const name of OURS) rmSync(join(dataDir, name), { recursive: true, force: true });
  if (readdirSync(dataDir).length === 0) rmdirSync(dataDir);
  console.log(`Forgotten: ${dataDir}`);
  return 0;
});

/** Only a person answers; a program says --yes. */
async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Refusal("This asks before it deletes. Without a terminal, say so: npm run reset -- --yes");
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(question);
  lines.close();
  return /^y(?:es)?$/i.test(answer.trim());
}
