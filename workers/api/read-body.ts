import { createMiddleware } from "hono/factory";
import { AppError } from "../../shared/errors.ts";
import type { ApiEnv } from "./api-env.ts";
import { inspectJson } from "./inspect-json.ts";

const MAX_BYTES = 1024 * 1024;
const WITH_BODY = new Set(["POST", "PUT", "PATCH"]);

/**
 * The only reader of bodies. What passes is text of a bounded size and depth; the validators behind it parse it from there.
 * @throws AppError `unsupported_media_type`, `body_too_large`, `malformed_json`
 */
export const readBody = createMiddleware<ApiEnv>(async (c, next) => {
  if (WITH_BODY.has(c.req.method)) {
    if (!isJson(c.req.header("content-type"))) throw new AppError("unsupported_media_type");
    const text = decode(await readCapped(c.req.raw));
    const verdict = inspectJson(text);
    if (verdict !== "fine") throw new AppError(verdict === "too_many" ? "body_too_large" : "malformed_json");
    const { url, method, headers } = c.req.raw;
    c.req.raw = new Request(url, { method, headers, body: text });
  }
  await next();
});

const isJson = (contentType = ""): boolean => contentType.split(";", 1)[0]?.trim().toLowerCase() === "application/json";

/** Stops at the limit, however long the body says it is. */
async function readCapped(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length")) > MAX_BYTES) throw new AppError("body_too_large");
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > MAX_BYTES) throw new AppError("body_too_large");
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch (cause) {
    throw new AppError("malformed_json", { cause });
  }
}
