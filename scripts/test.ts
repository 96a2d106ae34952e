/** `npm test [-- arguments of vitest]`: every test, and at the end one line that says how many passed and failed. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.ts";
import { runScript } from "./local/refusal.ts";
import { ROOT } from "./local/settings.ts";
import { summarize } from "./local/test-summary.ts";

await runScript(async () => {
  build();
  const folder = mkdtempSync(join(tmpdir(), "arca-test-"));
  const report = join(folder, "report.json");
  const vitest = [
    join(ROOT, "node_modules/vitest/vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  // vitest ends itself when it is told to stop; its own signal handling must not be cut short.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
  const { status } = spawnSync(process.execPath, [...vitest, ...process.argv.slice(2)], { cwd: ROOT, stdio: "inherit" });
  const summary = summarize(readReport(report), status === 0);
  rmSync(folder, { recursive: true });
  console.log(`\n${summary.line}`);
  return summary.failed === 0 ? 0 : 1;
});

function readReport(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
