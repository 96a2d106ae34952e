import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { createApi } from "../../workers/api/app.ts";
import { health } from "../../workers/api/routes/health.ts";
import { issuers } from "../../workers/api/routes/issuers.ts";
import { type Operation, operationsOf } from "./document.ts";
import { changesBetween, dumpOf } from "./dump.ts";
import { permissionFaults } from "./permission-faults.ts";
import { planted, plantedOutside } from "./planted.ts";
import { openFullStage, openStage } from "./stage.ts";
import { type Pair, tenantFaults } from "./tenant-faults.ts";

// What is mounted at the place of `health` stands before whoever asks for a key.
issuers.route("/", planted);
health.route("/", plantedOutside);
const unsafe = createApi();

async function api(request: Request): Promise<Response> {
  const context = createExecutionContext();
  const response = await unsafe.fetch(request, env, context);
  await waitOnExecutionContext(context);
  return response;
}

const operations = new Map((await operationsOf(api)).map((one) => [one.name, one]));
let pair: Pair;
let theirs: string[];

beforeAll(async () => {
  pair = { ours: await openFullStage(), theirs: await openFullStage() };
  theirs = await dumpOf(pair.theirs);
}, 60_000);

function operation(name: string): Operation {
  const found = operations.get(name);
  if (!found) throw new Error(`${name} is not planted.`);
  return found;
}

const faultsOf = async (name: string) => (await tenantFaults(api, operation(name), pair)).join("\n");

test("a verb that forgets whose the object is shows", async () => {
  const faults = await faultsOf("GET /v1/planted/{id}");
  for (const caller of ["owner", "key"])
    for (const whose of ["another organization", "another organization, live", "the other mode"])
      expect(faults).toContain(`GET /v1/planted/{id} {id} as ${caller}, of ${whose}: 200`);
  expect(faults).toContain(`shows ${pair.theirs.secret}`);
});

test("a filter does", async () => {
  expect(await faultsOf("GET /v1/planted")).toContain("?issuer as key, of another organization: 200");
});

test("an error that only tells that it is there does", async () => {
  const faults = await faultsOf("POST /v1/planted");
  expect(faults).toContain("body issuer as owner, of another organization: 422");
  expect(faults).not.toContain("of another organization: shows");
});

test("a write shows that answers as if there were nothing", async () => {
  expect(await faultsOf("DELETE /v1/planted/{id}")).toBe("");
  const changes = changesBetween(theirs, await dumpOf(pair.theirs)).filter((change) => change.startsWith("new: "));
  const theRow = expect.stringMatching(/^new: issuers .*"address": "planted"/);
  expect(changes).toEqual([theRow, theRow]);
});

test("an id of a kind that nobody made a fixture for shows", async () => {
  await expect(faultsOf("GET /v1/planted/{id}/parts")).rejects.toThrow("No fixture for ids of kind zzz");
});

test("a route that asks nobody who he is shows", async () => {
  const stages = { open: pair.ours, locked: pair.ours, fresh: openStage };
  const faults = (await permissionFaults(api, operation("GET /planted/{id}"), stages)).join("\n");
  expect(faults).toMatch(/as nobody: 200 .*, not 401 unauthorized/);
  expect(faults).toMatch(/as key without invoices:read, test: 200 .*, not 403 forbidden/);
});

test("and what is not planted passes here too", async () => {
  expect(await faultsOf("GET /v1/issuers/{id}")).toBe("");
});
