import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SandboxFaultsInput } from "../../shared/schemas/sandbox.ts";
import { MAGIC } from "../../workers/sandbox/faults/magic.data.ts";

const page = readFileSync("docs/sandbox.md", "utf8");
const rows = page.split("\n").map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")));

test("docs/sandbox.md lists every fault that an invoice can ask for", () => {
  const listed = rows.flatMap(([, document = "", total, kind]) => (/^999000\d\d$/.test(document) ? [[document, total, kind]] : []));
  const known = Object.entries(MAGIC).map(([number, kind]) => [`999000${number}`, `90901.${number}`, kind]);
  expect(listed).toEqual(known.toSorted(([a = ""], [b = ""]) => a.localeCompare(b)));
});

test("and every kind of fault", () => {
  const kinds = SandboxFaultsInput.shape.faults.element.shape.kind.options;
  const listed = new Set(rows.map(([, first]) => first));
  expect(kinds.filter((kind) => !listed.has(kind))).toEqual([]);
  expect(kinds.length).toBeGreaterThan(0);
});
