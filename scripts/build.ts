/** `npm run build`, and wrangler's own build step: what the static assets of the API need, under public/ (not in git). */
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { Refusal, runScript } from "./local/refusal.ts";
import { ROOT } from "./local/settings.ts";

/** The most that Workers static assets take in one file. */
const MAX_ASSET_BYTES = 25 * 1024 * 1024;

/** Scalar's own script for /docs, so that it is loaded from the API itself. Copied only when it differs. */
export function build(): void {
  const source = join(ROOT, "node_modules/@scalar/api-reference/dist/browser/standalone.js");
  const target = join(ROOT, "public/assets/scalar.js");
  if (statSync(source).size > MAX_ASSET_BYTES) throw new Refusal(`${source} is larger than a static asset may be.`);
  if (existsSync(target) && readFileSync(target).equals(readFileSync(source))) return;
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(source, target);
}

if (import.meta.main) {
  await runScript(async () => {
    build();
    return 0;
  });
}
