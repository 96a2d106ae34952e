import { z } from "@hono/zod-openapi";
import { createMiddleware } from "hono/factory";
import { AppError } from "../../shared/errors.ts";
import type { ApiEnv } from "./api-env.ts";
import { inspectJson } from "./inspect-json.ts";
import { invalidRequest } from "./problems.ts";

interface Limits {
  readonly bytes: number;
  /** Values in it. */
  readonly nodes: number;
}

const MEBIBYTE = 1024 * 1024;
const LIMITS: Limits = { bytes: MEBIBYTE, nodes: 50_000 };
/** Of the one operation that takes many invoices at once. */
const LARGER: Readonly<Record<string, Limits>> = { "/v1/invoices/batch": { bytes: 8 * MEBIBYTE, nodes: 400_000 } };
const WITH_BODY = new Set(["POST", "PUT", "PATCH"]);
/** Operations whose body may be left out, also by clients that always declare one. */
const CAN_DO_WITHOUT: ReadonlySet<string> = new Set(["requestCertificate"]);
/** What may be sent where none is taken. */
const NoFields = z.strictObject({});

/**
 * The only reader of bodies. What passes is text of a bounded size and depth; the validators behind it parse it from there.
 * @throws AppError `unsupported_media_type`, `body_too_large`, `malformed_json`; `invalid_request` for fields where no body is taken
 */
export const readBody = createMiddleware<ApiEnv>(async (c, next) => {
  if (WITH_BODY.has(c.req.method) && !isWithout(c.req.raw)) {
    if (!isJson(c.req.header("content-type"))) throw new AppError("unsupported_media_type");
    const { bytes, nodes } = LARGER[c.req.path] ?? LIMITS;
    const sent = decode(await readCapped(c.req.raw, bytes));
    const { id = "", takesBody = true } = c.var.operation ?? {};
    const text = sent === "" && (!takesBody || CAN_DO_WITHOUT.has(id)) ? "{}" : sent;
    const verdict = inspectJson(text, nodes);
    if (verdict !== "fine") throw new AppError(verdict === "too_many" ? "body_too_large" : "malformed_json");
    if (!takesBody) requireNoFields(text);
    const { url, method, headers } = c.req.raw;
    c.req.raw = new Request(url, { method, headers, body: text });
  }
  await next();
});

/** Where no validator stands behind. @throws AppError `malformed_json`, `invalid_request` */
function requireNoFields(text: string): void {
  const input = parse(text);
  const { error } = NoFields.safeParse(input);
  if (error) throw invalidRequest(error.issues, input);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("malformed_json", { cause });
  }
}

/** Some operations need none, and clients then declare none. */
const isWithout = ({ body, headers }: Request): boolean =>
  !headers.has("content-type") && (body === null || headers.get("content-length") === "0");

const isJson = (contentType = ""): boolean => contentType.split(";", 1)[0]?.trim().toLowerCase() === "application/json";

/** Stops at the limit, however long the body says it is. */
async function readCapped(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length")) > maxBytes) throw new AppError("body_too_large");
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > maxBytes) throw new AppError("body_too_large");
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
