import { exports } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { ask, requestFor } from "./ask.ts";
import { operationsOf } from "./document.ts";
import { changesBetween, dumpOf } from "./dump.ts";
import { openFullStage, type Stage } from "./stage.ts";

/** What the server alone decides, and what merges of objects trip over. */
const SERVERS = [
  "id",
  "object",
  "organization_id",
  "organizationId",
  "org_id",
  "user_id",
  "mode",
  "status",
  "cae",
  "role",
  "scopes",
  "hash",
  "created_at",
  "__proto__",
  "constructor",
];

const WRITES = new Set(["POST", "PUT", "PATCH"]);

const api = (request: Request) => exports.default.fetch(request);
const operations = await operationsOf(api);

let stage: Stage;
let before: string[];
beforeAll(async () => {
  stage = await openFullStage();
  before = await dumpOf(stage);
}, 60_000);

test.each(operations.filter(({ bodyFields }) => bodyFields.length > 0))(
  "$name takes no field that is not in the document",
  async (operation) => {
    const headers = operation.who.kind === "anyone" ? {} : await stage.signIn("owner");
    const request = await requestFor(operation, stage, { headers });
    const { url, method } = request;
    const example = await request.text();
    for (const name of SERVERS.filter((one) => !operation.bodyFields.includes(one))) {
      const body = example.replace(/^\{/, `{${JSON.stringify(name)}:"x"${example === "{}" ? "" : ","}`);
      const { status, text } = await ask(api, new Request(url, { method, headers: request.headers, body }));
      const { error } = JSON.parse(text) as { error?: { errors: { param: string | null }[] } };
      expect([name, status, error?.errors.map(({ param }) => param)]).toEqual([name, 422, expect.arrayContaining([name])]);
    }
  },
);

test.each(operations.filter(({ body, method }) => body === undefined && WRITES.has(method)))(
  "$name, which takes no body, takes none that is not empty",
  async (operation) => {
    const headers = operation.who.kind === "anyone" ? {} : await stage.signIn("owner");
    const { url, method, headers: sent } = await requestFor(operation, stage, { headers });
    const send = (body: string) => ask(api, new Request(url, { method, headers: [...sent, ["content-type", "application/json"]], body }));
    expect(await send("{")).toMatchObject({ status: 400, error: { code: "malformed_json" } });
    expect(await send("[]")).toMatchObject({ status: 422, error: { errors: [{ param: null, code: "invalid_type" }] } });
    expect(await send('{"role": "owner"}')).toMatchObject({ status: 422, error: { errors: [{ param: "role", code: "unknown_field" }] } });
  },
);

test("and none of it was written", async () => {
  expect(changesBetween(before, await dumpOf(stage))).toEqual([]);
});
