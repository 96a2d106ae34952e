import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { DASHBOARD } from "../people/support.ts";
import { ask, requestFor } from "./ask.ts";
import { type Operation, operationsOf } from "./document.ts";
import { changesBetween, dumpOf } from "./dump.ts";
import { openFullStage, type Stage } from "./stage.ts";

const FOREIGN = [
  "https://evil.test",
  "https://app.test.evil.test",
  "http://app.test",
  "https://app.test:444",
  "https://APP.test/",
  "null",
  "",
];
const SIMPLE = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"];
const OVERRIDES = ["x-http-method-override", "x-http-method", "x-method-override"];

const api = (request: Request) => exports.default.fetch(request);
const operations = await operationsOf(api);
const isSafe = ({ method }: Operation) => method === "GET";
const writes = operations.filter((operation) => !isSafe(operation));

let stage: Stage;
let before: string[];
beforeAll(async () => {
  stage = await openFullStage();
  before = await dumpOf(stage);
}, 60_000);

/** The owner's browser, that has just signed in: whatever it does, it may. */
async function fromBrowser(operation: Operation, more: Record<string, string | undefined>): Promise<Request> {
  const headers = { ...(operation.who.kind === "anyone" ? {} : await stage.signIn("owner")), ...more };
  const sent = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return requestFor(operation, stage, { headers: Object.fromEntries(sent) });
}

describe("a write with a cookie", () => {
  test.each(writes)("$name is refused from another page, and from nowhere", async (operation) => {
    // Whoever shows no cookie may also come from nowhere: no browser does.
    const origins = operation.who.kind === "anyone" ? FOREIGN.filter((origin) => origin !== "") : [...FOREIGN, undefined];
    const answers = await Promise.all(origins.map(async (origin) => ask(api, await fromBrowser(operation, { origin }))));
    for (const [i, { status, error, headers }] of answers.entries()) {
      expect([origins[i], status, error?.code, headers["set-cookie"]]).toEqual([origins[i], 403, "csrf", undefined]);
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
  });

  const withBody = writes.filter(({ body, method }) => body !== undefined && method !== "DELETE");
  test.each(withBody)("$name takes no body that a form could send", async (operation) => {
    const answers = await Promise.all(SIMPLE.map(async (type) => ask(api, await fromBrowser(operation, { "content-type": type }))));
    expect(answers.map(({ status, error }) => [status, error?.code])).toEqual(SIMPLE.map(() => [415, "unsupported_media_type"]));
  });
});

const posted = new Set(operations.filter(({ method }) => method === "POST").map(({ path }) => path));

test.each(writes)("$name is not reached by another method that says it means this one", async (operation) => {
  const { url } = await requestFor(operation, stage);
  const disguised = Object.fromEntries(OVERRIDES.map((name) => [name, operation.method]));
  for (const method of posted.has(operation.path) ? ["GET"] : ["GET", "POST"]) {
    const send = async (more: Record<string, string>, query: string) => {
      const headers = { ...(await stage.signIn("owner")), ...more };
      const { status, error } = await ask(api, new Request(url + query, { method, headers }));
      return { status, code: error?.code };
    };
    const plain = await send({}, "");
    expect(await send(disguised, "")).toEqual(plain);
    // Or it is a part of the query that nobody knows.
    expect([plain.status, 422]).toContain((await send({}, `?_method=${operation.method}`)).status);
  }
});

test.each(operations.filter(isSafe))("$name only reads", async (operation) => {
  const { status } = await ask(api, await fromBrowser(operation, {}));
  expect([200, 422]).toContain(status);
});

test("all of it has changed nothing", async () => {
  expect(before.length).toBeGreaterThan(20);
  expect(changesBetween(before, await dumpOf(stage))).toEqual([]);
});

describe("another origin", () => {
  test.each(operations)("$name is read by the dashboard, and by no other page", async (operation) => {
    const asking = async (origin: string) => (await ask(api, await fromBrowser({ ...operation, body: undefined }, { origin }))).headers;
    expect(await asking(DASHBOARD)).toMatchObject({
      "access-control-allow-origin": DASHBOARD,
      "access-control-allow-credentials": "true",
      vary: "Origin",
    });
    for (const origin of FOREIGN)
      expect(Object.keys(await asking(origin)).filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });

  const paths = [...new Map(operations.map((operation) => [operation.path, operation])).values()];
  test.each(paths)("$path is allowed to the dashboard beforehand, and to no other page", async (operation) => {
    const { url } = await requestFor(operation, stage);
    const asking = async (origin: string) => {
      const headers = { origin, "access-control-request-method": operation.method };
      return ask(api, new Request(url, { method: "OPTIONS", headers }));
    };
    const { status, headers } = await asking(DASHBOARD);
    expect([status, headers["access-control-allow-origin"]]).toEqual([204, DASHBOARD]);
    expect(headers["access-control-allow-methods"]).toContain(operation.method);
    for (const origin of FOREIGN) {
      expect(Object.keys((await asking(origin)).headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
  });
});
