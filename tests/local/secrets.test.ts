import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openSecrets } from "../../scripts/local/secrets.ts";

const folder = mkdtempSync(join(tmpdir(), "arca-secrets-"));
const file = join(folder, "secrets.json");
afterAll(() => rmSync(folder, { recursive: true }));

test("secrets are made once; what an earlier version did not know is added, and the rest stays", () => {
  const first = openSecrets(folder);
  expect(openSecrets(folder)).toEqual(first);
  const { authSecret: _, tokenKeys: __, mailKeys: ___, user: ____, ...earlier } = first;
  writeFileSync(file, JSON.stringify(earlier));
  const completed = openSecrets(folder);
  expect(completed).toMatchObject(earlier);
  expect(completed.user.password).not.toBe(first.user.password);
  expect(openSecrets(folder)).toEqual(completed);
  expect(statSync(file).mode & 0o077).toBe(0);
});

test.each(["", "{}", "null", '{"instanceId":"x"}'])("a damaged file (%j) is one clear line, and stays as it is", (text) => {
  writeFileSync(file, text);
  expect(() => openSecrets(folder)).toThrow(/is damaged\. npm run reset makes a new instance\./);
  expect(readFileSync(file, "utf8")).toBe(text);
});
