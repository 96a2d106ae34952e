import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "smol-toml";
import { getPlatformProxy } from "wrangler";
import { Refusal } from "../local/refusal.ts";
import { ROOT } from "../local/settings.ts";
import type { AnchorFile } from "./anchors.ts";

const EXTENSION = ".jws";

/** Every anchor in a copy of the bucket, at any depth. @throws {Refusal} where there is no such folder */
export function readAnchorFolder(folder: string): AnchorFile[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Refusal(`There is no folder ${folder}.`);
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(EXTENSION));
  return names.map((name) => ({ name, jws: readFileSync(join(folder, name), "utf8") }));
}

/** Every anchor in the bucket of a local instance, which does not run. */
export async function readLocalAnchors(dataDir: string): Promise<AnchorFile[]> {
  const { r2_buckets: buckets } = parse(readFileSync(join(ROOT, "wrangler.toml"), "utf8"));
  const folder = mkdtempSync(join(tmpdir(), "arca-anchors-"));
  const configPath = join(folder, "wrangler.json");
  writeFileSync(configPath, JSON.stringify({ name: "audit-verify", compatibility_date: "2026-10-01", r2_buckets: buckets }));
  const proxy = await getPlatformProxy<Pick<Env, "AUDIT_ANCHORS">>({ configPath, persist: { path: join(dataDir, "workers", "v3") } });
  try {
    return await all(proxy.env.AUDIT_ANCHORS);
  } finally {
    await proxy.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function all(bucket: R2Bucket): Promise<AnchorFile[]> {
  const found: AnchorFile[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await bucket.list({ prefix: "audit-anchors/", ...(cursor !== undefined && { cursor }) });
    for (const { key } of page.objects) found.push({ name: key, jws: (await (await bucket.get(key))?.text()) ?? "" });
    if (!page.truncated) return found;
    cursor = page.cursor;
  }
}
