import { exports } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { PERMISSIONS } from "../../workers/api/permissions.ts";
import { type Operation, operationsOf } from "./document.ts";
import { changesBetween, dumpOf } from "./dump.ts";
import { callersFor, permissionFaults, verdictOn } from "./permission-faults.ts";
import { openFullStage, openStage, type Stage } from "./stage.ts";

const api = (request: Request) => exports.default.fetch(request);
const operations = await operationsOf(api);

let open: Stage;
let locked: Stage;
let before: string[];

beforeAll(async () => {
  [open, locked] = [await openStage(), await openFullStage()];
  before = await dumpOf(locked);
}, 60_000);

test("the document tells what the table of permissions says, of each operation and no other", () => {
  expect(Object.fromEntries(operations.map(({ id, who }) => [id, who]))).toEqual(
    Object.fromEntries(Object.entries(PERMISSIONS).map(([id, rule]) => [id, told(rule)])),
  );
});

function told(rule: (typeof PERMISSIONS)[string]): Operation["who"] {
  if ("user" in rule) return { kind: "user", fresh: rule.fresh };
  if (!("roles" in rule)) return { kind: "anyone" };
  const { roles, scope, fresh, modeless = false, secondFactor, organization } = rule;
  return { kind: "member", roles, scope, fresh, modeless, secondFactor, ofPath: organization !== undefined };
}

test("each is refused to somebody, unless it is for anyone, and passes for somebody", () => {
  for (const operation of operations) {
    const verdicts = callersFor(operation).map((caller) => verdictOn(operation, caller));
    expect([operation.name, verdicts.includes("passes"), verdicts.some((verdict) => verdict !== "passes")]).toEqual([
      operation.name,
      true,
      operation.who.kind !== "anyone",
    ]);
  }
});

test.each(operations)("$name lets pass whom the table says, and nobody else", async (operation) =>
  expect(await permissionFaults(api, operation, { open, locked, fresh: openStage })).toEqual([]),
);

test("and what was refused has changed nothing", async () => {
  expect(changesBetween(before, await dumpOf(locked))).toEqual([]);
});
