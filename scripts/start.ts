/** `npm start`: database, migrations, both Workers, a demo organization and its first invoice; then it keeps serving. */
import { parseArgs } from "node:util";
import { build } from "./build.ts";
import { readyJson, readyText } from "./local/announce.ts";
import { startInstance } from "./local/instance.ts";
import { runScript } from "./local/refusal.ts";
import { readSettings } from "./local/settings.ts";
import { aborted, stopSignal } from "./local/stop-signal.ts";

// Whoever read our output may go away (`npm start | head`); the instance goes on.
for (const output of [process.stdout, process.stderr]) output.on("error", () => {});

await runScript(async () => {
  const { json } = parseArgs({ options: { json: { type: "boolean", default: false } } }).values;
  const step = (line: string) => (json ? console.error : console.log)(`✓ ${line}`);
  const settings = readSettings();
  const signal = stopSignal();
  const stopped = aborted(signal);
  await using resources = new AsyncDisposableStack();
  build();
  // DATA_DIR holds keys and invoices: whatever is written there from here on is for its user alone.
  process.umask(0o077);
  const ready = await Promise.race([startInstance(settings, { step, resources, signal }), stopped]);
  if (ready) console.log(json ? readyJson(ready) : readyText(ready));
  await stopped;
  return 0;
});
// A start that was stopped halfway may still wait for something; what it started has been ended.
process.exit();
