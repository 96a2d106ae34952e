import type { Scope } from "../../shared/scopes.ts";
import type { Role } from "../../shared/roles.ts";
import { fieldsOf, type IdField, idFieldsOf, kindOf, type Schema } from "./id-fields.ts";

/** Whoever answers requests: the product itself, or one with something planted in it. */
export type Api = (request: Request) => Promise<Response>;

/** One operation, as the OpenAPI document tells of it. */
export interface Operation {
  /** Method and path. */
  readonly name: string;
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Of the path: kind of the id that goes there, or what else does. */
  readonly pathParams: readonly { readonly name: string; readonly kind: string | undefined; readonly example: string }[];
  readonly queryIds: readonly IdField[];
  readonly bodyIds: readonly IdField[];
  /** The first example of its body; undefined: it has none. */
  readonly body: unknown;
  /** Names of all that its body may have, at its top. */
  readonly bodyFields: readonly string[];
  /** Fields that name an object, by a name that tells so, and show no id by which to tell of what kind. */
  readonly unclear: readonly string[];
  readonly who: Who;
}

type Who =
  | { readonly kind: "anyone" }
  | { readonly kind: "user"; readonly fresh: Fresh }
  | {
      readonly kind: "member";
      readonly roles: readonly Role[];
      readonly scope: Scope | null;
      readonly fresh: Fresh;
      readonly modeless: boolean;
      readonly secondFactor: "always" | undefined;
      readonly ofPath: boolean;
    };
type Fresh = "always" | "live" | undefined;

interface Raw {
  readonly operationId: string;
  readonly security?: readonly unknown[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly example?: string; readonly schema: Schema }[];
  readonly requestBody?: {
    readonly content: Record<string, { readonly schema: Schema; readonly examples?: Record<string, { value: unknown }> }>;
  };
  readonly "x-arca-roles"?: readonly Role[];
  readonly "x-arca-scope"?: Scope | null;
  readonly "x-arca-fresh"?: Fresh;
  readonly "x-arca-user"?: true;
  readonly "x-arca-modeless"?: true;
  readonly "x-arca-second-factor"?: "always";
  readonly "x-arca-organization"?: string;
}
interface Document {
  readonly paths: Record<string, Record<string, Raw>>;
  readonly components: { readonly schemas: Record<string, Schema> };
}

/** All that the document has, each once. */
export async function operationsOf(api: Api): Promise<Operation[]> {
  const response = await api(new Request("http://api.test/openapi.json"));
  const document: Document = await response.json();
  const nouns = nounsOf(Object.keys(document.paths));
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => toOperation(method.toUpperCase(), path, raw, { ...document.components, nouns })),
  );
}

function toOperation(method: string, path: string, raw: Raw, known: Parameters<typeof idFieldsOf>[1]): Operation {
  const of = (place: string) => (raw.parameters ?? []).filter((parameter) => parameter.in === place);
  const media = raw.requestBody?.content["application/json"];
  const query = idFieldsOf({ properties: Object.fromEntries(of("query").map(({ name, schema }) => [name, schema])) }, known);
  const body = idFieldsOf(media?.schema ?? {}, known);
  const pathParams = of("path").map(({ name, schema, example }) => {
    const shown = [example, schema.example, schema.enum?.[0]].find((one) => typeof one === "string") ?? "";
    return { name, kind: kindOf(shown), example: shown };
  });
  return {
    name: `${method} ${path}`,
    id: raw.operationId,
    method,
    path,
    pathParams,
    queryIds: query.fields,
    bodyIds: body.fields,
    body: Object.values(media?.examples ?? {})[0]?.value,
    bodyFields: fieldsOf(media?.schema ?? {}, known),
    unclear: [...query.unclear, ...body.unclear, ...pathParams.filter(({ example }) => example === "").map(({ name }) => name)],
    who: whoOf(raw),
  };
}

function whoOf(raw: Raw): Who {
  const fresh = raw["x-arca-fresh"];
  if (raw["x-arca-user"]) return { kind: "user", fresh };
  const roles = raw["x-arca-roles"];
  if (!roles) return { kind: "anyone" };
  const { "x-arca-scope": scope = null, "x-arca-modeless": modeless = false, "x-arca-organization": organization } = raw;
  return { kind: "member", roles, scope, fresh, modeless, secondFactor: raw["x-arca-second-factor"], ofPath: organization !== undefined };
}

/** What the API has many of: `/v1/api-keys` makes `api_key` a word for an object that somebody owns. */
function nounsOf(paths: readonly string[]): Set<string> {
  const plurals = paths.flatMap((path) => [...path.matchAll(/\/([a-z-]+)s(?=\/\{\w*id\})/g)].map(([, noun = ""]) => noun));
  return new Set(plurals.map((noun) => noun.replaceAll("-", "_")));
}
