import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";

const CACHE = resolve("node_modules/.cache");
mkdirSync(CACHE, { recursive: true });
const root = mkdtempSync(join(CACHE, "boundaries-"));
copyFileSync(".oxlintrc.json", join(root, ".oxlintrc.json"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What our linter says of a file of that path with that one import. */
function lint(path: string, from: string, name = "thing"): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `import { ${name} } from ${JSON.stringify(from)};\n${name}();\n`);
  const { stdout } = spawnSync("node_modules/.bin/oxlint", ["-c", join(root, ".oxlintrc.json"), file], { encoding: "utf8" });
  return stdout;
}

test.each([
  ["shared/planted.ts", "../workers/issuer/index.ts"],
  ["shared/planted.ts", "cloudflare:workers"],
  ["workers/db/planted.ts", "../invoicing/index.ts"],
  ["workers/db/planted.ts", "../platform/context.ts"],
  ["workers/platform/planted.ts", "../accounts/index.ts"],
  ["workers/accounts/issuers/planted.ts", "../../issuer/store.ts"],
  ["workers/accounts/issuers/planted.ts", "../../invoicing/index.ts"],
  ["workers/invoicing/invoices/planted.ts", "../../issuer/store.ts"],
  ["workers/invoicing/invoices/planted.ts", "../../api/app.ts"],
  ["workers/invoicing/invoices/planted.ts", "hono"],
  ["workers/invoicing/invoices/planted.ts", "cloudflare:workers"],
  ["workers/invoicing/batches/invoice-batch.ts", "../../accounts/index.ts"],
  ["workers/invoicing/batches/planted.ts", "cloudflare:workers"],
  ["workers/accounts/api-keys/keeper/api-key-keeper.ts", "../../../invoicing/index.ts"],
  ["workers/accounts/api-keys/keeper/planted.ts", "cloudflare:workers"],
  ["workers/issuer/planted.ts", "../arca/wsfe/client.ts"],
  ["workers/issuer/lane.ts", "./store.ts"],
  ["workers/arca/planted.ts", "../issuer/index.ts"],
  ["workers/issuer/planted.ts", "../invoicing/index.ts"],
  ["workers/sandbox/planted.ts", "../issuer/index.ts"],
  ["workers/signer/planted.ts", "../platform/context.ts"],
  ["workers/ledger/planted.ts", "../issuer/store.ts"],
  ["workers/ledger/planted.ts", "../invoicing/index.ts"],
  ["workers/issuer/planted.ts", "../ledger/index.ts"],
  ["workers/api/routes/planted.ts", "../../ledger/sweep.ts"],
  ["workers/api/routes/planted.ts", "../../issuer/issuer.ts"],
  ["workers/api/routes/planted.ts", "../../db/invoices.ts"],
  ["workers/api/routes/planted.ts", "drizzle-orm"],
])("%s may not import %s", (path, from) => {
  expect(lint(path, from)).toContain("no-restricted-imports");
});

test.each(["accounts", "arca", "invoicing", "ledger", "sandbox"])("%s/ may not open the database itself", (service) => {
  expect(lint(`workers/${service}/planted.ts`, "../db/database.ts", "openDatabase")).toContain("no-restricted-imports");
  expect(lint(`workers/${service}/planted.ts`, "../db/database.ts", "conflictOn")).not.toContain("no-restricted-imports");
});

test.each([
  ["workers/platform/planted.ts", "../db/database.ts"],
  ["workers/invoicing/batches/invoice-batch.ts", "cloudflare:workers"],
  ["workers/accounts/api-keys/keeper/api-key-keeper.ts", "cloudflare:workers"],
  ["workers/invoicing/invoices/planted.ts", "../../issuer/index.ts"],
  ["workers/issuer/planted.ts", "../arca/index.ts"],
  ["workers/sandbox/planted.ts", "../invoicing/rules/index.ts"],
  ["workers/api/routes/planted.ts", "../../invoicing/index.ts"],
])("%s may import %s", (path, from) => {
  expect(lint(path, from)).not.toContain("no-restricted-imports");
});

test("every folder has its rule, and each rule says something of every service", () => {
  const folders = readdirSync("workers", { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  const services = folders.filter((folder) => !["api", "db", "platform"].includes(folder));
  const { overrides } = JSON.parse(readFileSync(".oxlintrc.json", "utf8")) as { overrides: { files: string[]; rules: object }[] };
  const ruleOf = (folder: string) => JSON.stringify(overrides.find(({ files }) => files.includes(`workers/${folder}/**`))?.rules ?? {});
  const silent = folders.flatMap((folder) =>
    services.filter((service) => service !== folder && !ruleOf(folder).includes(`"**/${service}/**"`)).map((service) => [folder, service]),
  );
  expect(silent).toEqual([]);
});
