import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { ask, requestFor } from "./ask.ts";
import { operationsOf } from "./document.ts";
import { changesBetween, dumpOf } from "./dump.ts";
import { KINDS } from "./kinds.ts";
import { openFullStage, openStage } from "./stage.ts";
import { blindSpots, leaksOf, type Pair, shown, tenantFaults } from "./tenant-faults.ts";

const api = (request: Request) => exports.default.fetch(request);
const operations = await operationsOf(api);
const withIds = operations.filter(({ pathParams, queryIds, bodyIds }) => pathParams.length + queryIds.length + bodyIds.length > 0);

let pair: Pair;
let theirs: string[];
let ourLive: string[];
let testIds: string[];

beforeAll(async () => {
  pair = { ours: await openFullStage(), theirs: await openFullStage() };
  testIds = [
    pair.ours.id,
    ...Object.values(pair.ours.members),
    ...(await Promise.all(Object.keys(KINDS).map((kind) => pair.ours.own(kind)))),
  ];
  theirs = await dumpOf(pair.theirs);
  ourLive = await dumpOf(pair.ours, testIds);
}, 60_000);

test("all that takes an id is looked at", () => {
  expect(withIds.length).toBeGreaterThan(30);
  expect(theirs.length).toBeGreaterThan(20);
  expect(ourLive.length).toBeGreaterThan(2);
});

test.each(operations)("$name shows by example what its ids are of", ({ unclear }) => expect(unclear).toEqual([]));

describe("nobody can tell another organization's object, or the other mode's, from none", () => {
  test.each(operations.filter(({ who }) => who.kind !== "anyone"))("$name", async (operation) =>
    expect(await tenantFaults(api, operation, pair)).toEqual([]),
  );
});

describe("which would show, since one's own answers otherwise", () => {
  test.concurrent.each(withIds)("$name", async (operation) => {
    expect(await blindSpots(api, operation, openStage)).toEqual([]);
  });
});

describe("a list has nothing of another organization", () => {
  const lists = operations.filter(({ method, who, pathParams }) => method === "GET" && who.kind !== "anyone" && pathParams.length === 0);

  test.each(lists)("$name", async (operation) => {
    const answer = await ask(api, await requestFor(operation, pair.ours, { headers: await pair.ours.signIn("owner") }));
    expect(shown(answer)).toMatch(/^(200|422) /);
    expect(await leaksOf(answer, pair.theirs, "")).toEqual([]);
  });
});

test("and nothing of it has changed", async () => {
  expect(changesBetween(theirs, await dumpOf(pair.theirs))).toEqual([]);
  expect(changesBetween(ourLive, await dumpOf(pair.ours, testIds))).toEqual([]);
});
