import { describe, expect, test } from "vitest";
import { ERRORS, type ErrorCode } from "../../shared/errors.ts";
import { ErrorBody } from "../../shared/schemas/error.ts";
import { createApi } from "../../workers/api/app.ts";
import { apiWith } from "../support/organization.ts";

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: string[];
  readonly security?: unknown[];
  readonly requestBody?: { readonly content: Record<string, Media> };
  readonly responses: Record<string, { readonly description: string; readonly headers: object; readonly content: Record<string, Media> }>;
}
interface Media {
  readonly schema: object;
  readonly examples: Record<string, { readonly summary: string; readonly value: unknown }>;
}

const { body: document } = await apiWith().get("/openapi.json");
const operations = Object.entries<Record<string, Operation>>(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
);
/** Served to people, or to other protocols: not operations of the REST API. */
const ELSEWHERE = ["GET /docs", "GET /docs/errors", "GET /docs/errors/{code}", "GET /openapi.json"];
const WITH_KEY: ErrorCode[] = ["unauthorized", "api_key_malformed", "forbidden", "internal", "unavailable"];
const WITH_BODY: ErrorCode[] = ["malformed_json", "body_too_large", "unsupported_media_type", "invalid_request"];

describe("the OpenAPI document", () => {
  test("is 3.1, says where it was asked for, and has nothing of ours left in its place", () => {
    expect(document).toMatchObject({
      openapi: "3.1.0",
      servers: [{ url: "http://api.test" }],
      security: [{ apiKey: [] }, { session: [] }, { accessToken: [] }],
      info: { license: { name: "MIT" } },
    });
    expect(document.components.securitySchemes.apiKey).toMatchObject({ type: "http", scheme: "bearer" });
    expect(JSON.stringify(document)).not.toContain(".invalid");
  });

  test("has every route of the code, and no other", () => {
    const routes = createApi()
      .routes.filter(({ method }) => method !== "ALL")
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
    expect(routes.length).toBeGreaterThan(ELSEWHERE.length);
    const documented = operations.map(({ name }) => name);
    expect([...new Set(routes)].toSorted()).toEqual([...documented, ...ELSEWHERE].toSorted());
  });

  test("has these ways to sign in and to what belongs to it, and no others", () => {
    const ways = [
      "POST /v1/auth/sign-up",
      "POST /v1/auth/verify-email",
      "POST /v1/auth/resend-verification",
      "POST /v1/auth/sign-in",
      "POST /v1/auth/sign-out",
      "POST /v1/auth/step-up",
      "POST /v1/auth/forgot-password",
      "POST /v1/auth/reset-password",
      "POST /v1/auth/change-password",
      "POST /v1/auth/change-email",
      "GET /v1/auth/sessions",
      "DELETE /v1/auth/sessions/{id}",
      "POST /v1/auth/totp",
      "POST /v1/auth/totp/confirm",
      "DELETE /v1/auth/totp",
      "POST /v1/auth/recovery-codes",
      "POST /v1/auth/token",
      "POST /v1/auth/refresh",
      "POST /v1/auth/revoke",
    ];
    const documented = operations.map(({ name }) => name).filter((name) => name.includes("/v1/auth/"));
    expect(documented.toSorted()).toEqual(ways.toSorted());
  });

  test("names each operation once", () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe.each(operations)("$name", ({ name, operation }) => {
  const media = Object.entries(operation.responses).map(([status, response]) => ({
    status,
    ...response,
    json: Object.values(response.content)[0],
  }));
  const failures = media.filter(({ status }) => Number(status) >= 400);
  const codes = failures.flatMap(({ json }) => Object.keys(json?.examples ?? {}));

  test("says what it does", () => {
    expect(operation.summary).not.toBe("");
    expect(operation.description).not.toBe("");
    expect(operation.tags).toHaveLength(1);
    expect(document.tags.map((tag: { name: string }) => tag.name)).toContain(operation.tags[0]);
  });

  test("shows every body by example, and names the request in each answer", () => {
    for (const { json, headers } of media) {
      expect(Object.keys(json?.examples ?? {})).not.toEqual([]);
      expect(headers).toHaveProperty("Request-Id");
    }
    if (operation.requestBody) expect(operation.requestBody.content["application/json"]?.examples).toBeDefined();
  });

  test("shows every error as it is answered", () => {
    for (const { status, json } of failures) {
      for (const [code, { value }] of Object.entries(json?.examples ?? {})) {
        const { error } = ErrorBody.parse(value);
        expect(error).toMatchObject({ code, docs_url: `http://api.test/docs/errors/${code}` });
        expect(String(ERRORS[error.code].status)).toBe(status);
      }
    }
  });

  test("has the errors that any such operation can give", () => {
    const expected = [
      ...(operation.security?.length === 0 ? [] : WITH_KEY),
      ...(/^(POST|PUT|PATCH) /.test(name) ? WITH_BODY : []),
      ...(name.includes("{id}") ? ["not_found"] : []),
    ];
    expect(codes).toEqual(expect.arrayContaining(expected));
  });
});
