import type { Api, Operation } from "./document.ts";
import type { Mode, Stage } from "./stage.ts";
import { kindOf } from "./id-fields.ts";

type Headers = Readonly<Record<string, string>>;

/** What is not as the document has it in its examples. */
interface Chosen {
  readonly headers?: Headers;
  /** By name, in the place of an object of the stage's own. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Values put into the example of the body. */
  readonly body?: readonly { readonly at: readonly string[]; readonly value: string }[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of an error. */
  readonly error:
    | { readonly code: string; readonly param: string | null; readonly errors: readonly { readonly code: string }[] }
    | undefined;
}

/** What differs from answer to answer, whatever is asked. */
const RESTLESS = new Set(["request-id", "content-length", "server-timing", "ratelimit"]);
const METHODS_WITH_BODY = new Set(["POST", "PUT", "PATCH"]);

/** The request of the document's examples, about objects of that stage; of kinds without fixture, about those of the examples. */
export async function requestFor(
  operation: Operation,
  stage: Stage,
  { headers = {}, path = {}, query = {}, body = [] }: Chosen = {},
  mode: Mode = "test",
) {
  let url = operation.path;
  for (const { name, kind, example } of operation.pathParams) {
    const value = path[name] ?? (kind === undefined ? example : await stage.own(kind, mode));
    url = url.replace(`{${name}}`, encodeURIComponent(value));
  }
  const search = new URLSearchParams(query).toString();
  let sent = await withOwnIds(operation.body, stage, mode);
  for (const { at, value } of body) sent = put(sent, at, value);
  const hasBody = METHODS_WITH_BODY.has(operation.method) && sent !== undefined;
  return new Request(`http://api.test${url}${search && `?${search}`}`, {
    method: operation.method,
    headers: { ...(hasBody && { "content-type": "application/json" }), ...headers },
    ...(hasBody && { body: JSON.stringify(sent) }),
  });
}

export async function ask(api: Api, request: Request): Promise<Answer> {
  const response = await api(request);
  const text = new TextDecoder().decode(await response.arrayBuffer());
  const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
  const { error } = (isJson && response.status >= 400 ? JSON.parse(text) : {}) as Pick<Answer, "error">;
  return { status: response.status, headers: Object.fromEntries(response.headers), text, error };
}

/** An answer without what names its request, or repeats one of the ids that were asked for. */
export function comparable({ status, headers, text }: Answer, ...ids: readonly string[]) {
  const bare = ids.reduce((rest, id) => rest.replaceAll(id, "<id>"), text.replaceAll(/req_[0-9a-f]{32}/g, "<request>"));
  const kept = Object.entries(headers).filter(([name]) => !RESTLESS.has(name));
  return { status, headers: Object.fromEntries(kept), text: bare };
}

async function withOwnIds(value: unknown, stage: Stage, mode: Mode): Promise<unknown> {
  const kind = typeof value === "string" ? kindOf(value) : undefined;
  if (kind !== undefined) return stage.own(kind, mode);
  if (Array.isArray(value)) return Promise.all(value.map((one) => withOwnIds(one, stage, mode)));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(async ([name, one]) => [name, await withOwnIds(one, stage, mode)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function put(target: unknown, [part, ...rest]: readonly string[], value: string): unknown {
  if (part === undefined) return value;
  if (part === "[]") {
    const [first, ...others] = Array.isArray(target) ? (target as unknown[]) : [];
    return [put(first, rest, value), ...others];
  }
  const known = typeof target === "object" && target !== null ? target : {};
  return { ...known, [part]: put((known as Record<string, unknown>)[part], rest, value) };
}
