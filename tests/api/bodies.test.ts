import { beforeAll, describe, expect, test } from "vitest";
import { type Api, organization } from "../support/organization.ts";

let api: Api;
beforeAll(async () => {
  api = await organization();
});

const post = (body: BodyInit, headers: Record<string, string> = {}) => send({ body, headers });
const send = async (options: Parameters<Api["send"]>[2]) => {
  const response = await api.send("POST", "/v1/issuers", options);
  const { error } = await response.json<{ error: { code: string; errors: { param: string | null; code: string }[] } }>();
  return { status: response.status, code: error.code, errors: error.errors };
};
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const streamed = (bytes: number) =>
  new ReadableStream({
    start(controller) {
      for (let sent = 0; sent < bytes; sent += 65_536) controller.enqueue(new Uint8Array(Math.min(65_536, bytes - sent)).fill(0x20));
      controller.close();
    },
  });

describe("a body", () => {
  test.each(["{", "", "undefined", "{'a': 1}", '{"a": 1,}', '{"a": "\u0001"}', "NaN"])(
    "that is not JSON is malformed: %j",
    async (body) => {
      expect(await post(body)).toMatchObject({ status: 400, code: "malformed_json" });
    },
  );

  test.each([String.raw`{"legal_name": "a\u0000b"}`, String.raw`{"legal_name": "\ud83d"}`, String.raw`{"\udc00": 1}`])(
    "with what Postgres cannot store is malformed: %s",
    async (body) => {
      expect(await post(body)).toMatchObject({ status: 400, code: "malformed_json" });
    },
  );

  test("that is not UTF-8 is malformed", async () => {
    expect(await post(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toMatchObject({ status: 400, code: "malformed_json" });
  });

  test("may be nested 32 levels deep and no deeper", async () => {
    expect(await post(nested(33))).toMatchObject({ status: 400, code: "malformed_json" });
    expect(await post(nested(32))).toMatchObject({ status: 422, code: "invalid_request" });
    expect(await post(nested(200_000))).toMatchObject({ status: 400, code: "malformed_json" });
  });

  test("may have 50,000 values and no more", async () => {
    expect(await post(JSON.stringify(Array.from({ length: 50_000 }, () => 0)))).toMatchObject({ status: 413, code: "body_too_large" });
    expect(await post(JSON.stringify(Array.from({ length: 49_999 }, () => 0)))).toMatchObject({ status: 422, code: "invalid_request" });
  });

  test("may have 1 MiB and no more, whatever it says of its length", async () => {
    const limit = 1024 * 1024;
    expect(await post(" ".repeat(limit + 1))).toMatchObject({ status: 413, code: "body_too_large" });
    expect(await post(streamed(limit + 1))).toMatchObject({ status: 413, code: "body_too_large" });
    expect(await post(streamed(limit))).toMatchObject({ status: 400, code: "malformed_json" });
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp", ""])(
    "of type %j is refused",
    async (type) => {
      expect(await post("{}", { "content-type": type })).toMatchObject({ status: 415, code: "unsupported_media_type" });
    },
  );

  test.each(["application/json; charset=utf-8", "Application/JSON"])("of type %j is read", async (type) => {
    expect(await post("{}", { "content-type": type })).toMatchObject({ status: 422, code: "invalid_request" });
  });

  test.each(["null", "[]", '"text"', "1", "true"])("that is no object is invalid: %s", async (body) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status: 422, code: "invalid_request", errors: [{ param: null, code: "invalid_type" }] });
  });
});
