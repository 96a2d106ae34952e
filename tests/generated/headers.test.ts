import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { DASHBOARD, PASSWORD, signUp } from "../people/support.ts";
import { CLOSED } from "../support/closed-headers.ts";
import { type Answer, ask, requestFor } from "./ask.ts";
import { type Operation, operationsOf } from "./document.ts";
import { openFullStage, openStage, type Stage } from "./stage.ts";

const TO_DASHBOARD = {
  "access-control-allow-origin": DASHBOARD,
  "access-control-allow-credentials": "true",
  "access-control-expose-headers": "Location, Request-Id, Retry-After, RateLimit, RateLimit-Policy, Idempotent-Replayed, Server-Timing",
  vary: "Origin",
};
/** What differs from answer to answer, and what only some have. */
const OWN = new Set([
  "content-disposition",
  "content-length",
  "idempotent-replayed",
  "location",
  "ratelimit",
  "ratelimit-policy",
  "retry-after",
  "server-timing",
  "www-authenticate",
]);
const COOKIE = /^__Host-arca_session=[^;]*; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/;

const api = (request: Request) => exports.default.fetch(request);
const operations = await operationsOf(api);

let stage: Stage;
beforeAll(async () => {
  stage = await openFullStage();
}, 60_000);

function expectClosed(headers: Readonly<Record<string, string>>, more: object): void {
  const { "request-id": request, "content-type": type, "set-cookie": cookie, ...rest } = headers;
  expect(request).toMatch(/^req_[0-9a-f]{32}$/);
  expect(type).toMatch(/^application\/(json|x-ndjson)(; charset=utf-8)?$/i);
  if (cookie !== undefined) expect(cookie).toMatch(COOKIE);
  expect(Object.fromEntries(Object.entries(rest).filter(([name]) => !OWN.has(name)))).toEqual({ ...CLOSED, ...more });
}

/** Of whoever asks as somebody, unless it is about sign-ins; a refusal to one who may not comes before. */
function expectCounted({ who, path }: Operation, { status, headers }: Pick<Answer, "status" | "headers">): void {
  const isCounted = who.kind !== "anyone" && !path.startsWith("/v1/auth/") && status !== 403;
  expect(headers["ratelimit"] ?? "").toMatch(isCounted ? /^"(read|issue|lookup)";r=\d+;t=\d+$/ : /^$/);
  expect(headers["ratelimit-policy"] ?? "").toMatch(isCounted ? /^"(read";q=10000|(issue|lookup)";q=1000);w=3600$/ : /^$/);
}

describe("every answer has these headers and no others", () => {
  /** What it answers to whoever may, about what is there. */
  const done = async (operation: Operation, place: Stage) =>
    ask(api, await requestFor(operation, place, { headers: operation.who.kind === "anyone" ? {} : await place.signIn("owner") }));

  test.each(operations.filter(({ method }) => method === "GET"))("$name", async (operation) => {
    const { status, headers } = await done(operation, stage);
    expect([200, 422]).toContain(status);
    expectCounted(operation, { status, headers });
    expectClosed(headers, operation.who.kind === "anyone" ? {} : TO_DASHBOARD);
  });

  test.each(operations.filter(({ method }) => method !== "GET"))("$name", async (operation) => {
    const place = operation.pathParams.length > 0 ? await openStage() : stage;
    const { status, headers } = await done(operation, place);
    expect(status).toBeLessThan(500);
    expectCounted(operation, { status, headers });
    expectClosed(headers, operation.who.kind === "anyone" ? {} : TO_DASHBOARD);
  });

  test.each(operations)("$name, to nobody", async (operation) => {
    const { status, headers } = await ask(api, await requestFor({ ...operation, body: undefined }, stage));
    expect(status === 401).toBe(operation.who.kind !== "anyone");
    expectClosed(headers, {});
  });
});

test("the cookie of a session is one that no script reads and no other site sends", async () => {
  const email = await signUp();
  const signIn = operations.find(({ id }) => id === "signIn");
  const request = new Request(`http://api.test${signIn?.path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: DASHBOARD },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  const { status, headers } = await ask(api, request);
  expect(status).toBe(200);
  expect(headers["set-cookie"]).toMatch(COOKIE);
  expectClosed(headers, TO_DASHBOARD);
});
