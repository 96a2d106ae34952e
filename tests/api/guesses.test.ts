import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { newApiKey } from "../../workers/accounts/api-keys/format.ts";
import { withinOneMinute } from "../support/one-minute.ts";
import { apiWith, organization } from "../support/organization.ts";

const ADDRESS = "198.51.100.7";

const ask = async (authorization: string, headers: Record<string, string>) => {
  const response = await apiWith(authorization).send("GET", "/v1/issuers", { headers });
  const { error } = await response.json<{ error?: { code: string } }>();
  return { status: response.status, code: error?.code, headers: response.headers };
};

describe("guessing keys", () => {
  test("is braked at a hundred a minute of one address, whatever else a request says of where it comes from", async () => {
    await withinOneMinute(15_000);
    const { secret } = await organization();
    expect(await ask(secret, { "cf-connecting-ip": "198.51.100.9" })).toMatchObject({ status: 200 });
    const guesses = Array.from({ length: 130 }, (_, i) =>
      ask(newApiKey("sk", i % 2 === 0 ? "test" : "live"), {
        "cf-connecting-ip": ADDRESS,
        "x-forwarded-for": `203.0.113.${i}`,
        "x-real-ip": `10.0.0.${i}`,
      }),
    );
    const answers = await Promise.all(guesses);
    const braked = answers.filter(({ status }) => status === 429);
    expect(new Set(answers.map(({ code }) => code))).toEqual(new Set(["unauthorized", "rate_limited"]));
    expect(braked.length).toBeGreaterThan(10);
    expect(braked[0]?.headers.get("retry-after")).toBe("60");
    expect(braked[0]?.headers.get("www-authenticate")).toBeNull();
    for (const other of ["Bearer sk_test_arca_mistyped", "Bearer a.b.c", "Basic eDp5"]) {
      expect(await ask(other, { "cf-connecting-ip": ADDRESS })).toMatchObject({ status: 429 });
      expect(await ask(other, { "cf-connecting-ip": "198.51.100.8" })).toMatchObject({ status: 401 });
    }
    // One that is in use is let in; one that nobody here has seen is not even looked up.
    expect(await ask(secret, { "cf-connecting-ip": ADDRESS })).toMatchObject({ status: 200 });
    const { secret: unseen } = await organization();
    expect(await ask(unseen, { "cf-connecting-ip": ADDRESS })).toMatchObject({ status: 429, code: "rate_limited" });
    expect(await ask(unseen, { "cf-connecting-ip": "198.51.100.8" })).toMatchObject({ status: 200 });
    expect(await ask(unseen, { "cf-connecting-ip": ADDRESS })).toMatchObject({ status: 200 });
  }, 40_000);
});

describe("what needs no key", () => {
  const get = async (path: string, address: string) => {
    const response = await apiWith().send("GET", path, { headers: { "cf-connecting-ip": address } });
    await response.text();
    return response.status;
  };
  const spend = async (address: string) => {
    for (let i = 0; i < 100; i++) await env.ADDRESS_BRAKE.limit({ key: `documents ${address}` });
  };

  test("the documentation is braked at a hundred calls a minute of one address, beside all else", async () => {
    await withinOneMinute(15_000);
    const [reader, other] = ["198.51.100.12", "198.51.100.13"];
    expect(await get("/openapi.json", reader)).toBe(200);
    await spend(reader);
    for (const path of ["/openapi.json", "/docs", "/docs/errors", "/docs/errors/internal"]) {
      expect([path, await get(path, reader), await get(path, other)]).toEqual([path, 429, 200]);
    }
    expect(await ask("Bearer a.b.c", { "cf-connecting-ip": reader })).toMatchObject({ status: 401 });
    for (let i = 0; i < 120; i++) expect(await get("/health", reader)).toBe(200);
  }, 40_000);
});

describe("the sandbox's SOAP", () => {
  const call = async (path: string, address: string) => {
    const response = await apiWith().send("POST", `/sandbox/arca/${path}`, { headers: { "cf-connecting-ip": address }, body: "x" });
    await response.text();
    return { status: response.status, retryAfter: response.headers.get("retry-after") };
  };
  const many = (path: string, address: string) => Promise.all(Array.from({ length: 330 }, () => call(path, address)));

  test("is braked at 300 logins a minute of one address, and lets far more calls with a ticket through", async () => {
    await withinOneMinute(20_000);
    const logins = await many("ws/services/LoginCms", ADDRESS);
    const braked = logins.filter(({ status }) => status === 429);
    expect(braked.length).toBeGreaterThan(5);
    expect(braked[0]).toEqual({ status: 429, retryAfter: "60" });
    expect(logins.length - braked.length).toBeGreaterThan(250);
    expect(await call("ws/services/LoginCms", "198.51.100.8")).not.toMatchObject({ status: 429 });
    const calls = await many("wsfev1/service.asmx", ADDRESS);
    expect(calls.filter(({ status }) => status === 429)).toEqual([]);
  }, 60_000);
});
