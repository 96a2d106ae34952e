import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { describe, expect, test, vi } from "vitest";
import { AppError, ERRORS, type ErrorCode } from "../../shared/errors.ts";
import { problem } from "../../shared/problems.ts";
import type { ApiEnv } from "./api-env.ts";
import { onError } from "./errors.ts";

/** What a caller gets when a handler throws that. */
async function answerTo(thrown: unknown) {
  const app = new Hono<ApiEnv>();
  app.onError(onError);
  app.get("/", (c) => {
    c.set("requestId", "req_1");
    throw thrown;
  });
  const response = await app.request("https://api.test/");
  // The body is looked at by the expectations.
  // oxlint-disable-next-line typescript/no-explicit-any
  return { status: response.status, retryAfter: response.headers.get("retry-after"), error: (await response.json<any>()).error };
}

describe("an error's answer", () => {
  test.each(Object.keys(ERRORS) as ErrorCode[])("%s is what the table says", async (code) => {
    const { status, error } = await answerTo(new AppError(code));
    const { type, status: expected, retryable, en, es } = ERRORS[code];
    expect(status).toBe(expected);
    expect(error).toEqual({
      type,
      code,
      message: en,
      message_es: es,
      errors: [],
      arca: [],
      retryable,
      docs_url: `https://api.test/docs/errors/${code}`,
      request_id: "req_1",
    });
  });

  test("has the details that it was thrown with", async () => {
    const problems = [problem("cuit", "cuit_check_digit")];
    const { error, retryAfter } = await answerTo(
      new AppError("invalid_request", { param: "cuit", problems, arca: problems, retryAfter: 1.2, requestId: "req_0" }),
    );
    expect(error).toMatchObject({ param: "cuit", errors: problems, arca: problems, request_id: "req_0" });
    expect(retryAfter).toBe("2");
  });

  test("is the same for one that came through a call between objects, where only own properties survive", async () => {
    const { code, details } = new AppError("conflict", { param: "external_id" });
    const { status, error } = await answerTo(Object.assign(new Error("remote"), { code, details, remote: true }));
    expect([status, error.code, error.param]).toEqual([409, "conflict", "external_id"]);
  });

  test.each([
    ["an unknown error", new TypeError("secret: password=1")],
    ["an error with a code of somebody else's", Object.assign(new Error("secret"), { code: "ENOENT", details: { param: "secret" } })],
    ["a code that Object has", Object.assign(new Error("secret"), { code: "toString" })],
    ["an error of PostgreSQL's", Object.assign(new Error("secret"), { name: "NeonDbError", code: "23514" })],
  ])("of %s shows a constant text, and the log has the rest", async (_, thrown) => {
    const logged = vi.spyOn(console, "error").mockReturnValue();
    const { status, error } = await answerTo(thrown);
    expect(status).toBe(500);
    expect(error).toMatchObject({ code: "internal", message: ERRORS.internal.en, errors: [], retryable: true });
    expect(JSON.stringify(error)).not.toContain("secret");
    expect(String(logged.mock.lastCall?.[0])).toMatch(/"event":"request.serve.failed".*"request_id":"req_1".*secret/);
    logged.mockRestore();
  });

  test.each([
    ["the database is out of reach", Object.assign(new Error("Error connecting to database: x"), { name: "NeonDbError" })],
    ["the database is shutting down", Object.assign(new Error("x"), { name: "NeonDbError", code: "57P01" })],
    ["a single statement met that", new Error("Failed query", { cause: Object.assign(new Error("x"), { name: "NeonDbError" }) })],
    ["an object was reset", Object.assign(new Error("x"), { durableObjectReset: true })],
    ["an object is overloaded", Object.assign(new Error("x"), { overloaded: true })],
  ])("says when to come back where %s", async (_, thrown) => {
    const logged = vi.spyOn(console, "error").mockReturnValue();
    expect(await answerTo(thrown)).toMatchObject({ status: 503, retryAfter: "5", error: { code: "unavailable", retryable: true } });
    logged.mockRestore();
  });

  test("does not take an object's own error for an outage", async () => {
    const logged = vi.spyOn(console, "error").mockReturnValue();
    expect((await answerTo(Object.assign(new Error("x"), { overloaded: true, remote: true }))).status).toBe(500);
    logged.mockRestore();
  });

  test("of the framework's own is ours", async () => {
    expect((await answerTo(new HTTPException(400))).error.code).toBe("malformed_json");
    expect((await answerTo(new HTTPException(415))).error.code).toBe("unsupported_media_type");
  });
});
