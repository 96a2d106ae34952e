/** A schema of the document, as far as it is walked. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly example?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Record<string, Schema>;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** A field that takes an id: where it is, `[]` for any place of a list, and of what kind. */
export interface IdField {
  readonly at: readonly string[];
  readonly kind: string;
}

interface Known {
  readonly schemas: Record<string, Schema>;
  readonly nouns: ReadonlySet<string>;
}

/** Ids of others' systems. */
const NOT_OURS = new Set(["external_id"]);

/** The prefix of an id. @returns undefined for any other text */
export const kindOf = (text: unknown): string | undefined => /^([a-z]{2,4})_[0-7][0-9a-hjkmnp-tv-z]{25}$/.exec(String(text))?.[1];

/**
 * Every field of a schema, at any depth, whose example is an id of ours.
 * @returns also those that are named like a thing that somebody owns and have no example
 */
export function idFieldsOf(schema: Schema, known: Known): { fields: IdField[]; unclear: string[] } {
  const fields = new Map<string, IdField>();
  const unclear = new Set<string>();
  const walk = (one: Schema, at: readonly string[], within: readonly string[]): void => {
    if (one.$ref !== undefined) {
      const name = one.$ref.split("/").at(-1) ?? "";
      if (!within.includes(name)) walk(known.schemas[name] ?? {}, at, [...within, name]);
      return;
    }
    for (const part of [...(one.allOf ?? []), ...(one.anyOf ?? []), ...(one.oneOf ?? [])]) walk(part, at, within);
    if (one.items) walk(one.items, [...at, "[]"], within);
    for (const [name, property] of Object.entries(one.properties ?? {})) walk(property, [...at, name], within);
    if (![one.type].flat().includes("string")) return;
    const kind = kindOf(one.example);
    if (kind !== undefined) fields.set(at.join("."), { at, kind });
    else if (one.example === undefined && one.enum === undefined && isNamedSo(at, known.nouns)) unclear.add(at.join("."));
  };
  walk(schema, [], []);
  return { fields: [...fields.values()], unclear: [...unclear] };
}

/** Names of what an object may have at its top, in any of its forms. */
export function fieldsOf(schema: Schema, known: Known): string[] {
  if (schema.$ref !== undefined) return fieldsOf(known.schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}, known);
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [...Object.keys(schema.properties ?? {}), ...parts.flatMap((part) => fieldsOf(part, known))];
}

function isNamedSo(at: readonly string[], nouns: ReadonlySet<string>): boolean {
  const name = at.findLast((part) => part !== "[]") ?? "";
  return !NOT_OURS.has(name) && (nouns.has(name) || /_ids?$|_by$/.test(name) || nouns.has(name.replace(/s$/, "")));
}
