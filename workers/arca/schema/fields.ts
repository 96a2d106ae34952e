import { type Definition, type Fields, type Scalar, SCALARS } from "./notation.ts";

/** A field of a type, ready to be read, written and declared. */
export interface Field {
  readonly name: string;
  readonly occurs: "once" | "optional" | "any" | "some";
  /** Of a simple field. */
  readonly scalar: Scalar | undefined;
  /** Of any other: the name of its type. */
  readonly type: string;
}

/** A type: its own fields, and those that it has from the type it extends. */
export interface Type {
  readonly base: string | undefined;
  readonly own: readonly Field[];
  /** Inherited ones first, as they stand in a message. */
  readonly fields: readonly Field[];
  /** The one field of an `ArrayOf…`, whose value is the array of it. */
  readonly item: Field | undefined;
}

const OCCURS = { "": "once", "?": "optional", "*": "any", "+": "some" } as const;

export function parseFields(fields: Fields): Field[] {
  return Object.entries(fields)
    .filter(([name]) => name !== "...")
    .map(([name, spec]) => {
      const [, type = "", mark = ""] = /^(\w+)([?*+]?)$/.exec(spec) ?? [];
      return { name, type, occurs: OCCURS[mark as keyof typeof OCCURS], scalar: type in SCALARS ? (type as Scalar) : undefined };
    });
}

/** Types by name. @throws Error where a definition names a type that it does not have */
export function parseTypes({ types }: Pick<Definition, "types">): ReadonlyMap<string, Type> {
  const parsed = new Map<string, Type>();
  for (const name of Object.keys(types)) resolve(name);
  for (const { fields } of parsed.values()) for (const { scalar, type } of fields) if (!scalar) resolve(type);
  return parsed;

  function resolve(name: string): Type {
    const known = parsed.get(name);
    if (known) return known;
    const source = types[name];
    if (!source) throw new Error(`there is no type ${name}`);
    const base = source["..."];
    const own = parseFields(source);
    const type = {
      base,
      own,
      fields: base ? [...resolve(base).fields, ...own] : own,
      item: name.startsWith("ArrayOf") ? own[0] : undefined,
    };
    parsed.set(name, type);
    return type;
  }
}
