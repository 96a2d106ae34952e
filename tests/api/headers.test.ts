import { beforeAll, describe, expect, test } from "vitest";
import { CLOSED } from "../support/closed-headers.ts";
import { type Api, apiWith, organization } from "../support/organization.ts";

let api: Api;
beforeAll(async () => {
  api = await organization();
});

describe("every answer is closed for browsers and names its request", () => {
  test.each([
    ["GET", "/health", 200],
    ["GET", "/openapi.json", 200],
    ["GET", "/v1/issuers", 200],
    ["GET", "/v1/issuers/x", 404],
    ["GET", "/v1/nowhere", 404],
    ["GET", "/nowhere", 404],
    ["POST", "/v1/issuers", 422],
    ["DELETE", "/v1/issuers", 404],
    ["OPTIONS", "/v1/issuers", 204],
  ] as const)("%s %s", async (method, path, status) => {
    const response = await api.send(method, path, method === "POST" ? { body: "{}" } : {});
    expect(response.status).toBe(status);
    expect(Object.fromEntries(response.headers)).toMatchObject(CLOSED);
    expect(response.headers.get("request-id")).toMatch(/^req_[0-9a-f]{32}$/);
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });

  test("the error has the same id", async () => {
    const { headers, body } = await api.get("/nowhere");
    expect(body.error).toMatchObject({ code: "not_found", request_id: headers.get("request-id") });
  });

  test("the pages for people are closed too", async () => {
    const response = await api.send("GET", "/docs");
    const { "content-security-policy": _, ...rest } = CLOSED;
    expect(Object.fromEntries(response.headers)).toMatchObject(rest);
    expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });
});

describe("every operation of the document", async () => {
  const { body: document } = await apiWith().get("/openapi.json");
  const operations = Object.entries<Record<string, { "x-arca-scope"?: string | null }>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { "x-arca-scope": scope }]) => [method.toUpperCase(), path.replaceAll(/\{\w+\}/g, "x"), scope ?? undefined] as const,
    ),
  );
  /** What differs from answer to answer. */
  const OWN = new Set(["request-id", "content-type", "content-length", "www-authenticate", "retry-after", "set-cookie", "server-timing"]);

  test("is looked at", () => expect(operations.length).toBeGreaterThan(30));

  test.each(operations)("%s %s: these headers and no others, with a key and without", async (method, path, scope) => {
    const body = ["POST", "PUT", "PATCH"].includes(method) ? { body: "{}" } : {};
    for (const caller of [apiWith(), api]) {
      const response = await caller.send(method, path, body);
      await response.arrayBuffer();
      const fixed = [...response.headers].filter(([name]) => !OWN.has(name) && !name.startsWith("ratelimit"));
      expect(Object.fromEntries(fixed)).toEqual(CLOSED);
      const isCounted = caller === api && scope !== undefined;
      expect(response.headers.get("ratelimit") ?? "").toMatch(isCounted ? /^"(read|issue|lookup)";r=\d+;t=\d+$/ : /^$/);
      expect(response.headers.get("ratelimit-policy") ?? "").toMatch(isCounted ? /^"(read|issue|lookup)";q=1000;w=3600$/ : /^$/);
      expect(response.headers.get("request-id")).toMatch(/^req_[0-9a-f]{32}$/);
      expect(response.headers.get("content-type")).toMatch(/^application\/json(; charset=UTF-8)?$/);
    }
  });
});

describe("methods", () => {
  test("GET /health needs no key", async () => {
    expect(await apiWith().get("/health")).toMatchObject({ status: 200, body: { status: "ok" } });
  });

  test("HEAD is GET without a body", async () => {
    const response = await api.send("HEAD", "/v1/issuers");
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(response.headers.get("content-type")).toBe("application/json");
  });

  test.each([
    ["/v1/issuers", "GET, HEAD, OPTIONS, POST"],
    ["/v1/invoices/inv_01kaf3v9q0f4trxsv5yy7gjcyb", "GET, HEAD, OPTIONS"],
    ["/health", "GET, HEAD, OPTIONS"],
  ])("OPTIONS %s says which there are, without a key", async (path, methods) => {
    const response = await apiWith().send("OPTIONS", path);
    expect(response.status).toBe(204);
    expect(response.headers.get("allow")?.split(", ").toSorted().join(", ")).toBe(methods);
  });
});
