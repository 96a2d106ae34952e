import { escapeText } from "../../platform/xml.ts";
import type { Field, Type } from "./fields.ts";

type Types = ReadonlyMap<string, Type>;

/**
 * XML of values in the order of their fields. A value that is absent is not written; an empty text is an empty element, as ARCA
 * writes `<CAE />`; so is a list without items.
 *
 * @throws Error where a field that must occur has no value
 */
export function writeFields(values: object, fields: readonly Field[], types: Types): string {
  let xml = "";
  for (const field of fields) {
    const value = (values as Readonly<Record<string, unknown>>)[field.name];
    if (value !== undefined) xml += writeField(field, value, types);
    else if (field.occurs === "once" || field.occurs === "some") throw new Error(`${field.name} has no value`);
  }
  return xml;
}

function writeField(field: Field, value: unknown, types: Types): string {
  if (field.occurs === "any" || field.occurs === "some")
    return (value as readonly unknown[]).map((one) => writeOne(field, one, types)).join("");
  return writeOne(field, value, types);
}

const writeOne = (field: Field, value: unknown, types: Types): string =>
  wrap(field.name, field.scalar ? escapeText(String(value)) : writeType(field.type, value as object, types));

export function writeType(name: string, value: object, types: Types): string {
  const type = types.get(name);
  if (!type) throw new Error(`there is no type ${name}`);
  return type.item ? writeField(type.item, value, types) : writeFields(value, type.fields, types);
}

const wrap = (name: string, inner: string): string => (inner === "" ? `<${name} />` : `<${name}>${inner}</${name}>`);
