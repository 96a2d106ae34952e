import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readSettings, ROOT } from "../../scripts/local/settings.ts";

const root = mkdtempSync(join(tmpdir(), "arca-settings-"));
afterAll(() => rmSync(root, { recursive: true }));

test("an empty environment has the documented defaults", () => {
  expect(readSettings({}, root)).toEqual({ port: 8787, dataDir: join(ROOT, ".data"), databaseUrl: undefined, vars: {} });
  expect(readSettings({ PORT: "", DATA_DIR: "", DATABASE_URL: "" }, root)).toEqual(readSettings({}, root));
});

test("ARCA's addresses come from the environment, then from .dev.vars; nothing else of either reaches the Worker", () => {
  writeFileSync(
    join(root, ".dev.vars"),
    'ARCA_HOMOLOGATION_WSAA_URL="https://file.test/wsaa"\nARCA_PRODUCTION_WSFE_URL=https://file.test/wsfe\nAPI_KEY_PEPPER=x\n',
  );
  const env = {
    PORT: "9000",
    DATA_DIR: "/data",
    ARCA_TIMEOUT_MS: "5000",
    ARCA_PRODUCTION_WSFE_URL: "https://env.test/wsfe",
    HOME: "/root",
  };
  expect(readSettings(env, root)).toEqual({
    port: 9000,
    dataDir: "/data",
    databaseUrl: undefined,
    vars: {
      ARCA_TIMEOUT_MS: "5000",
      ARCA_HOMOLOGATION_WSAA_URL: "https://file.test/wsaa",
      ARCA_PRODUCTION_WSFE_URL: "https://env.test/wsfe",
    },
  });
});

test.each([{ PORT: "0" }, { PORT: "65536" }, { PORT: "80a" }, { ARCA_TIMEOUT_MS: "30s" }, { ARCA_TIMEOUT_MS: "0" }])(
  "%j is refused, and the line names the variable",
  (env) => {
    expect(() => readSettings(env, root)).toThrow(Object.keys(env)[0]);
  },
);

test("the steps of a deployment are told once, in order, with each secret that the Workers need", () => {
  const steps = /^## Deploying\n(.*?)(?=^`ARCA_)/ms.exec(readFileSync(join(ROOT, "README.md"), "utf8"))?.[1] ?? "";
  expect([...steps.matchAll(/^(\d)\. \*\*(.*?)\.\*\*/gm)].map(([, at, name]) => `${at} ${name}`)).toEqual([
    "1 Database",
    "2 Signer",
    "3 Queues and bucket",
    "4 API",
    "5 First key",
  ]);
  const required = ["wrangler.toml", "workers/signer/wrangler.toml"].flatMap((file) => {
    const [, names = ""] = /^\[secrets\]\nrequired = \[(.*?)\]/ms.exec(readFileSync(join(ROOT, file), "utf8")) ?? [];
    return [...names.matchAll(/"(\w+)"/g)].map(([, name = ""]) => name);
  });
  expect(required).toContain("PRIVATE_KEY_KEYS");
  expect(required.filter((name) => !steps.includes(name))).toEqual([]);
});
